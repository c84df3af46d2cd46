package dev.arclet.scoring.remote;

/**
 * What a bundle and a server's model have in common: how pictures are sent and how scores are read.
 *
 * @param input name of the input
 * @param inputType of the input's numbers
 * @param layout of the input
 * @param output name of the output
 * @param outputType of the output's numbers
 */
record Agreement(String input, TensorType inputType, Layout layout, String output, TensorType outputType) {}

package dev.arclet.picture;

/** What the channels of a model's picture are. */
public enum View {
    /** Bands of one object, each the best template so far; needs the object's earlier alerts. */
    OBJECT,
    /** Template, science and difference image of one alert; needs nothing else. */
    ALERT
}

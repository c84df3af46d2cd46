package dev.arclet.scoring.remote;

import dev.arclet.scoring.protocol.oip.GRPCInferenceServiceGrpc;
import dev.arclet.scoring.protocol.oip.ModelInferRequest;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A server that describes its model as {@link ScriptedOip} does, and answers every call for scores with bytes that are no message. */
final class NoiseOip implements BindableService {
    private static final byte[] NOISE = {-1, -1, -1, -1, -1, 7};

    @Override
    public ServerServiceDefinition bindService() {
        ServerServiceDefinition proper = new ScriptedOip().bindService();
        MethodDescriptor<ModelInferRequest, byte[]> infer = GRPCInferenceServiceGrpc.getModelInferMethod().toBuilder(
                        GRPCInferenceServiceGrpc.getModelInferMethod().getRequestMarshaller(), new Raw())
                .build();
        ServerServiceDefinition.Builder noisy =
                ServerServiceDefinition.builder(proper.getServiceDescriptor().getName());
        proper.getMethods().stream()
                .filter(method ->
                        !method.getMethodDescriptor().getFullMethodName().equals(infer.getFullMethodName()))
                .forEach(noisy::addMethod);
        return noisy.addMethod(infer, ServerCalls.asyncUnaryCall((request, observer) -> {
                    observer.onNext(NOISE);
                    observer.onCompleted();
                }))
                .build();
    }

    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException("a server sends these only");
        }
    }
}

package dev.arclet.alert;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The bytes of an HTTP answer, given up as soon as there are more than expected. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> body = BodySubscribers.ofByteArray();
    private final long most;
    private long received;
    private Subscription subscription;
    private boolean givenUp;

    BoundedBody(long most) {
        this.most = most;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body.getBody();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        body.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        if (givenUp) {
            return;
        }
        received += parts.stream().mapToLong(ByteBuffer::remaining).sum();
        if (received > most) {
            givenUp = true;
            subscription.cancel();
            body.onError(new IOException("the answer has more than " + most + " bytes"));
        } else {
            body.onNext(parts);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.onError(failure);
    }

    @Override
    public void onComplete() {
        if (!givenUp) {
            body.onComplete();
        }
    }
}

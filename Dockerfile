# syntax=docker/dockerfile:1
# Arclet in a container: docker build -t arclet:local . && docker run --rm arclet:local demo
# docs/deploy.md says what it needs: a folder for state, and a /tmp that native libraries may be loaded from.

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY .mvn .mvn
COPY pom.xml LICENSE NOTICE arclet ./
COPY schemas schemas
COPY topology topology
COPY deploy/accelerators deploy/accelerators
COPY deploy/triton deploy/triton
COPY deploy/release deploy/release
COPY src/main src/main
# "amd64" or "arm64"; BuildKit sets it. Only that processor's native libraries go into the image.
ARG TARGETARCH=amd64
RUN --mount=type=cache,target=/root/.m2 \
    mvn --batch-mode --no-transfer-progress -q -Prelease -Dmaven.test.skip=true package \
    && deploy/release/assemble target /opt/arclet \
    && deploy/release/keep-natives /opt/arclet/lib "linux-$TARGETARCH"

FROM eclipse-temurin:25-jre-noble
LABEL org.opencontainers.image.title="Arclet" \
      org.opencontainers.image.description="Finds strong gravitational lenses in an alert stream while the night is still going on" \
      org.opencontainers.image.licenses="Apache-2.0"
# A number, so that Kubernetes can see that it is not root.
RUN groupadd --gid 10001 arclet \
    && useradd --uid 10001 --gid arclet --no-log-init --home-dir /var/lib/arclet --create-home --shell /usr/sbin/nologin arclet
COPY --from=build /opt/arclet /opt/arclet
COPY --chmod=755 deploy/docker/healthy /usr/local/bin/healthy
RUN ln -s /opt/arclet/arclet /usr/local/bin/arclet
ENV ARCLET_STREAM_STATE=/var/lib/arclet/state
USER 10001:10001
WORKDIR /var/lib/arclet
VOLUME /var/lib/arclet
# The web port, and arclet worker's.
EXPOSE 8470 8001
ENTRYPOINT ["arclet"]
CMD ["--help"]

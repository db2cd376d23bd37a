# The bridge, and the media node: one image, two commands (see docker-compose.yml).
# Everything comes from Debian's archive and the npm registry, as the builder is set up to reach them.

FROM debian:bookworm-slim AS build
ENV BRIDGE_CACHE=/opt/cache DEBIAN_FRONTEND=noninteractive
WORKDIR /opt/diem-cau
# Debian's npm only fetches: Node itself is the pinned one, and has to be what its pin says.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates npm openssl \
 && rm -rf /var/lib/apt/lists/*
COPY tools/setup/pins.json /tmp/pins.json
RUN set -eu; \
    platform="$(node -p 'process.platform + "-" + process.arch')"; \
    pin() { node -p "const { node } = require('/tmp/pins.json'); ({ ...node.packages['$platform'], version: node.version }).$1"; }; \
    cd /tmp && npm pack --silent "$(pin name)@$(pin version)"; \
    test "sha512-$(openssl dgst -sha512 -binary node-*.tgz | base64 -w0)" = "$(pin integrity)"; \
    mkdir /opt/node && tar -xzf node-*.tgz -C /opt/node --strip-components=1 --no-same-owner && rm node-*.tgz
ENV PATH=/opt/node/bin:$PATH
COPY . .
# The setup program, as everywhere: packages, mediasoup-worker (built and put to the test), pages.
RUN npm run setup \
 && cp "$BRIDGE_CACHE"/worker/*/mediasoup-worker /opt/mediasoup-worker \
 && npm prune --omit=dev --no-audit --no-fund

FROM debian:bookworm-slim
# What mediasoup-worker is linked with.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libabsl20220623 libssl3 libstdc++6 libuv1 tini \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/node/bin/node /usr/local/bin/node
COPY --from=build /opt/mediasoup-worker /usr/local/bin/mediasoup-worker
COPY --from=build /opt/diem-cau /opt/diem-cau
RUN useradd --system --uid 1800 --home-dir /var/lib/diem-cau --create-home bridge
ENV MEDIASOUP_WORKER_BIN=/usr/local/bin/mediasoup-worker BRIDGE_DATA=/var/lib/diem-cau
WORKDIR /opt/diem-cau
USER bridge
VOLUME /var/lib/diem-cau
ENTRYPOINT ["tini", "--"]
CMD ["node", "server/src/main.ts"]

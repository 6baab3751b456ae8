# The container image of `polso serve`: the Debian package, built here, on Debian; run as user 1000 with a read-only root.
#   docker build -t polso . && docker run --read-only --tmpfs /tmp -v polso:/data -p 7860:7860 polso
# MODELS chooses what is shipped inside (add en-deep and en-cascade for the transformer); BASE is a Debian 12.
ARG BASE=docker.io/library/debian:bookworm-slim

FROM ${BASE} AS build
WORKDIR /src
COPY tools/setup.sh tools/packages.txt tools/
RUN tools/setup.sh build
COPY . .
ARG JOBS=2
ARG MODELS="en it"
RUN deploy/container/keep_models.sh models ${MODELS} \
 && cmake --preset release >/dev/null \
 && cmake --build --preset release --target polso --parallel ${JOBS} \
 && cpack --config build/release/CPackConfig.cmake -G DEB -B /package

FROM ${BASE} AS runtime
COPY --from=build /package/*.deb /package/
COPY deploy/container /deploy
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends /package/*.deb >/dev/null \
 && /deploy/sbom.sh > /usr/share/polso/sbom.spdx.json && /deploy/slim.sh && rm -r /package /deploy

# One layer, so that what slim.sh removed is not carried along.
FROM scratch
COPY --from=runtime / /
ENV POLSO_DB=/data/polso.db POLSO_LISTEN=0.0.0.0:7860 POLSO_MODEL=models/en
WORKDIR /data
USER 1000:1000
VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["polso", "check", "--server", "http://127.0.0.1:7860"]
ENTRYPOINT ["polso"]
CMD ["serve"]

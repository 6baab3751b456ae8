# The container image of `polso serve`: the program, the libraries that it is linked with, and no shell; user 1000, read-only root.
#   docker build -t polso . && docker run --read-only --tmpfs /tmp -v polso:/data -p 7860:7860 polso
# BASE is a Debian 12. MODELS chooses what is shipped inside (add en-deep and en-cascade for the transformer).
# PACKAGE=prebuilt takes the Debian package that `make package` left in out/package instead of compiling here.
ARG BASE=docker.io/library/debian:bookworm-slim
ARG PACKAGE=build

FROM ${BASE} AS build
WORKDIR /src
COPY tools/setup.sh tools/packages.txt tools/
RUN tools/setup.sh build
COPY . .
ARG JOBS=2
RUN cmake --preset release >/dev/null \
 && cmake --build --preset release --target polso --parallel ${JOBS} \
 && cpack --config build/release/CPackConfig.cmake -G DEB -B /package

FROM scratch AS prebuilt
# A second source, since builders older than BuildKit come by here in any case and want to find something.
COPY Dockerfile out/package/*.deb /package/

FROM ${PACKAGE} AS package

FROM ${BASE} AS runtime
COPY --from=package /package/*.deb /package/
COPY deploy/container /deploy
ARG MODELS="en it"
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends /package/*.deb >/dev/null \
 && /deploy/root.sh /image ${MODELS}

FROM scratch
COPY --from=runtime /image/ /
ENV POLSO_DB=/data/polso.db POLSO_LISTEN=0.0.0.0:7860
WORKDIR /data
USER 1000:1000
VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["polso", "check", "--server", "http://127.0.0.1:7860"]
ENTRYPOINT ["polso"]
CMD ["serve"]

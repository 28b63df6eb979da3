# factlint in a small image that runs as nobody in particular:
#
#   docker build --tag factlint .
#   docker run --rm --volume "$PWD:/work:ro" factlint check posts
#
# docs/hooks.md has more.
FROM rust:1-slim-bookworm AS build
WORKDIR /source
COPY Cargo.toml Cargo.lock build.rs README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE ./
COPY benches benches
COPY lints lints
COPY schemas schemas
COPY src src
COPY tests tests
RUN cargo build --release --locked --bin factlint

# Only the C library: no shell, no package manager.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /source/LICENSE-MIT /source/LICENSE-APACHE /usr/share/doc/factlint/
COPY --from=build /source/target/release/factlint /usr/local/bin/factlint
# What is mounted here is checked; a container that is thrown away has no use for a cache.
ENV FACTLINT_NO_CACHE=1
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/factlint"]
CMD ["check"]

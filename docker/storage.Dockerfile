FROM chrislusf/seaweedfs:3.97
COPY --chmod=755 docker/storage-entry.sh /usr/local/bin/storage-entry
RUN mkdir -p /data && chown -R 1000:1000 /data
USER 1000:1000
EXPOSE 8333
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["nc", "-z", "127.0.0.1", "8333"]
ENTRYPOINT ["/usr/local/bin/storage-entry"]

FROM caddy:2.10-alpine
COPY docker/Caddyfile /etc/caddy/Caddyfile
RUN chown -R 1000:1000 /data /config
USER 1000:1000
EXPOSE 8080 8443
HEALTHCHECK --interval=10s --timeout=5s CMD ["nc", "-z", "127.0.0.1", "8080"]

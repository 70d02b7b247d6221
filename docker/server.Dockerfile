# API, worker and the one-shot that prepares the database, from one build. Choose with --target.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --include=dev --loglevel=error
RUN npx nx run-many -t build --output-style=static
# What only building needs stays here.
RUN npm prune --omit=dev --loglevel=error && rm -rf .nx apps/e2e apps/*/src libs/*/src

FROM node:24-bookworm-slim AS server
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app ./
USER node

FROM server AS migrate
CMD ["node", "apps/stack/dist/prepare-database.js"]

FROM server AS api
ENV PORT=3000 WEB_DIST=/app/apps/web/dist
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/ready').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/api/dist/main.js"]

FROM server AS worker
USER root
RUN apt-get update \
 && apt-get install -y --no-install-recommends chromium-headless-shell \
 && rm -rf /var/lib/apt/lists/*
USER node
ENV WORKER_PORT=3001 CHROMIUM_PATH=/usr/bin/chromium-headless-shell HOME=/tmp
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3001/health/ready').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/worker/dist/main.js"]

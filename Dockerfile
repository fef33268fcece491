# One image for all services; the command names the agency: docker run timpora imigrasi
FROM node:20.20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.base.json tsconfig.services.json ./
COPY scripts/prepare.mjs scripts/bundle.mjs scripts/
COPY libs libs
COPY apps apps
RUN npm ci --no-audit --no-fund && node -e "import('./scripts/prepare.mjs').then(({ build }) => build())" && npm prune --omit=dev

FROM node:20.20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production TZ=UTC
COPY --from=build /app /app
USER node
ENTRYPOINT ["/bin/sh", "-c", "exec node dist/$0.js"]
CMD ["imigrasi"]

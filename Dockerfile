# One image for all services; the command names the agency: docker run timpora imigrasi
FROM node:20.20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.base.json tsconfig.services.json ./
COPY libs libs
COPY apps apps
RUN npm ci --no-audit --no-fund && npx tsc -b tsconfig.services.json && npm prune --omit=dev

FROM node:20.20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production TZ=UTC
COPY --from=build /app /app
USER node
ENTRYPOINT ["/bin/sh", "-c", "exec node apps/$0/dist/main.js"]
CMD ["imigrasi"]

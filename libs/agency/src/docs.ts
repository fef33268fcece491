import { createRequire } from 'node:module';
import { dirname } from 'node:path';

import type { INestApplication } from '@nestjs/common';
import { documentation } from '@timpora/access';
import { Router, static as filesOf } from 'express';

import { once } from './once.js';
import { openApiOf } from './openapi.js';
import type { View } from './reading/kinds.js';
import { VIEW } from './tokens.js';

const openApiPath = '/openapi.json';
const pages = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const shown = (base: string): string => `window.onload = () => {
  window.ui = SwaggerUIBundle({ url: '${base}${openApiPath}', dom_id: '#swagger-ui', deepLinking: true });
};
`;

/** The API's description and its page; both are made when first asked for, not at the start. */
export function docsOf(app: INestApplication): Router {
  const router = Router();
  const described = once(async () => openApiOf(await documentation(), app, app.get<View>(VIEW)));
  router.get(openApiPath, async (_request, response) => {
    response.json(await described());
  });
  router.get('/swagger-initializer.js', (request, response) => {
    response.type('js').send(shown(request.baseUrl));
  });
  router.use(filesOf(pages, { maxAge: '1h' }));
  return router;
}

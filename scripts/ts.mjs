// Runs TypeScript sources as they are: node --conditions=timpora-source --import ./scripts/ts.mjs FILE.ts
import { register } from 'node:module';
register('./ts-loader.mjs', import.meta.url);

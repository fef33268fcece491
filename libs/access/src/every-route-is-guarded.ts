import { PATH_METADATA } from '@nestjs/common/constants.js';
import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';

import { RIGHT } from './rights.js';

/** Refuses to start while a route says neither which right it needs nor that it is open. @throws naming the routes */
export function assertEveryRouteIsGuarded(app: INestApplication): void {
  const controllers = [...app.get(ModulesContainer).values()].flatMap(({ controllers: own }) => [...own.values()]);
  const unguarded = controllers.flatMap(({ metatype }) => {
    const prototype = (metatype as { prototype: Record<string, object> }).prototype;
    const routes = Object.getOwnPropertyNames(prototype).filter(
      (name) => name !== 'constructor' && Reflect.hasMetadata(PATH_METADATA, prototype[name] ?? {}),
    );
    return routes
      .filter((name) => !Reflect.hasMetadata(RIGHT, prototype[name] ?? {}))
      .map((name) => `${metatype?.name ?? 'controller'}.${name}`);
  });
  if (unguarded.length > 0) throw new Error(`Say @Needs('...') or @Open() on: ${unguarded.join(', ')}`);
}

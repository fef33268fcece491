import { Injectable, RequestMethod } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { ExternalContextCreator, ModulesContainer } from '@nestjs/core';
import { RIGHT, type PrincipalRequest } from '@timpora/access';
import type { Held, Seat } from '@timpora/exchange';

import { callerOf } from '../caller.js';

/** What a command's route reads of its request. */
export type CommandRequest = { readonly seat?: Seat } & Pick<
  PrincipalRequest,
  'principal' | 'right' | 'correlation' | 'method' | 'route' | 'originalUrl' | 'params' | 'query' | 'body' | 'header'
>;

export interface Command {
  /** The route's template, as in the access log. */
  readonly path: string;
  /** Status of its answer. */
  readonly status: number;
  /** With the very checks of the route: parameters, body, key, version. */
  run(request: CommandRequest): Promise<Held>;
}

type Handler = (request: CommandRequest) => Promise<Held>;

interface Known extends Command {
  readonly form: RegExp;
}

const routeArguments = {
  exchangeKeyForValue: (type: number, name: unknown, [request]: readonly CommandRequest[]): unknown => {
    if (type === (RouteParamtypes.PARAM as number)) return typeof name === 'string' ? request?.params[name] : request?.params;
    return type === (RouteParamtypes.BODY as number) ? request?.body : undefined;
  },
};

/** The verbs of this agency: its POST routes that state facts, found as they are declared. There is no second list. */
@Injectable()
export class Commands {
  private known: readonly Known[] | null = null;

  constructor(
    private readonly modules: ModulesContainer,
    private readonly contexts: ExternalContextCreator,
  ) {}

  /** The command that is sent to this address, with the parameters in it; null when there is none. */
  find(address: string): { readonly command: Command; readonly params: Record<string, string> } | null {
    for (const command of (this.known ??= this.all())) {
      const found = command.form.exec(address);
      if (found) return { command, params: { ...found.groups } };
    }
    return null;
  }

  private all(): readonly Known[] {
    const controllers = [...this.modules.values()].flatMap(({ controllers: own }) => [...own.values()]);
    return controllers.flatMap(({ instance }) => {
      const controller = instance as Record<string, object>;
      const prototype = Object.getPrototypeOf(controller) as Record<string, object>;
      const base = String(Reflect.getMetadata(PATH_METADATA, prototype['constructor'] ?? {}));
      return Object.getOwnPropertyNames(prototype)
        .filter((name) => isCommand(prototype, name))
        .map((name) => this.commandOf(controller, base, name));
    });
  }

  private commandOf(controller: Record<string, object>, base: string, name: string): Known {
    const method = controller[name] as Handler;
    const path = `/${base}/${String(Reflect.getMetadata(PATH_METADATA, method))}`.replace(/\/+$/, '');
    const plain = { guards: false, interceptors: false, filters: false };
    const run = this.contexts.create(
      ...([controller, method as Parameters<ExternalContextCreator['create']>[1], name, ROUTE_ARGS_METADATA, routeArguments] as const),
      ...([undefined, undefined, plain] as const),
    ) as Handler;
    const status = (Reflect.getMetadata(HTTP_CODE_METADATA, method) as number | undefined) ?? 201;
    return { path, status, run, form: new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/?#]+)')}$`) };
  }
}

/** It has a caller, who can take a seat: what states many, by the line or in rounds of its own, has none and is no command. */
function isCommand(prototype: Record<string, object>, name: string): boolean {
  const method = prototype[name];
  return (
    method !== undefined &&
    Reflect.getMetadata(METHOD_METADATA, method) === RequestMethod.POST &&
    Reflect.getMetadata(RIGHT, method) === 'state-facts' &&
    argumentsOf(prototype, name).some(({ factory }) => factory === callerOf)
  );
}

const argumentsOf = ({ constructor }: Record<string, object>, name: string): readonly { readonly factory?: unknown }[] =>
  Object.values((Reflect.getMetadata(ROUTE_ARGS_METADATA, constructor ?? {}, name) ?? {}) as Record<string, { factory?: unknown }>);

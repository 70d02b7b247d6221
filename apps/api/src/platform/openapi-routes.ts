import 'reflect-metadata';
import { ParseUUIDPipe, type INestApplication, type Type } from '@nestjs/common';
import { METHOD_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import type { Role } from '@quanheng/domain';
import { NO_KEY, PUBLIC_KEY, readVersion, ROLES_KEY } from './principal.js';

/** What the guards know about a route and its document has to say. */
export interface RouteFacts {
  readonly operationId: string;
  readonly public: boolean;
  readonly roles: readonly Role[];
  /** POST routes but those that neither create nor decide. */
  readonly takesIdempotencyKey: boolean;
  readonly takesIfMatch: boolean;
  /** Names of the path parameters that must be UUIDs. */
  readonly uuids: readonly string[];
}

interface RouteArgument {
  readonly data?: unknown;
  readonly pipes?: readonly unknown[];
  readonly factory?: unknown;
}

/** `instrumentCreate`: the controller's noun and the method's verb. */
export function operationIdOf(controller: string, method: string): string {
  const noun = controller.replace(/Controller$/, '');
  return `${noun.charAt(0).toLowerCase()}${noun.slice(1)}${method.charAt(0).toUpperCase()}${method.slice(1)}`;
}

/** Every route of the running application, by operation id: read off the decorators that the guards obey. */
export function readRoutes(app: INestApplication): Map<string, RouteFacts> {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  const facts = controllers.flatMap(({ metatype }) =>
    scanner
      .getAllMethodNames((metatype as Type).prototype as object)
      .filter((name) => Reflect.hasMetadata(METHOD_METADATA, handlerOf(metatype as Type, name)))
      .map((name) => factsOf(reflector, metatype as Type, name)),
  );
  return new Map(facts.map((each) => [each.operationId, each]));
}

function factsOf(reflector: Reflector, controller: Type, name: string): RouteFacts {
  const handler = handlerOf(controller, name);
  const read = <T>(key: string) => reflector.getAllAndOverride<T | undefined>(key, [handler, controller]);
  const given = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
    string,
    RouteArgument
  >;
  const list = Object.values(given);
  const isPost = Reflect.getMetadata(METHOD_METADATA, handler) === 1;
  return {
    operationId: operationIdOf(controller.name, name),
    public: read<boolean>(PUBLIC_KEY) ?? false,
    roles: read<Role[]>(ROLES_KEY) ?? [],
    takesIdempotencyKey: isPost && !read<boolean>(NO_KEY),
    takesIfMatch: list.some(({ factory }) => factory === readVersion),
    uuids: list.filter(({ pipes }) => pipes?.some(isUuidPipe)).map(({ data }) => String(data)),
  };
}

const handlerOf = (controller: Type, name: string) =>
  (controller.prototype as Record<string, () => unknown>)[name] as () => unknown;

const isUuidPipe = (pipe: unknown) => pipe === ParseUUIDPipe || pipe instanceof ParseUUIDPipe;

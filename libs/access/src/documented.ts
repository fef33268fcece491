type OpenApi = typeof import('@nestjs/swagger');
type Documenting =
  'ApiBody' | 'ApiConsumes' | 'ApiExcludeController' | 'ApiHeader' | 'ApiOperation' | 'ApiProduces' | 'ApiQuery' | 'ApiTags';
type Decorated = [target: object, key?: string | symbol, descriptor?: PropertyDescriptor];

const noted: ((openApi: OpenApi) => void)[] = [];

/** The decorator of that name, applied when the documentation is first asked for: its library would cost every start 0.3 s of processor time. */
function later<Name extends Documenting>(name: Name) {
  return (...options: Parameters<OpenApi[Name]>) =>
    (...decorated: Decorated): void => {
      noted.push((openApi) => {
        const decorator = openApi[name] as (...options: readonly unknown[]) => (...decorated: Decorated) => void;
        decorator(...options)(...decorated);
      });
    };
}

export const ApiBody = later('ApiBody');
export const ApiConsumes = later('ApiConsumes');
export const ApiExcludeController = later('ApiExcludeController');
export const ApiHeader = later('ApiHeader');
export const ApiOperation = later('ApiOperation');
export const ApiProduces = later('ApiProduces');
export const ApiQuery = later('ApiQuery');
export const ApiTags = later('ApiTags');

/** Loads OpenAPI's library, with what the decorators above said. */
export async function documentation(): Promise<OpenApi> {
  const openApi = await import('@nestjs/swagger');
  for (const apply of noted.splice(0)) apply(openApi);
  return openApi;
}

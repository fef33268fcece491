import { urlencoded, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';

/** A token fits, and nothing else needs to. */
const formBytes = 16_384;

function keptByNobody(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}

/**
 * What the desk's answers have beyond the API's: no script at all, one stylesheet of ours, forms that lead here, no frame around it, nothing kept.
 * A referrer within the site: with none, browsers send forms with the origin `null`. Reads forms before anything takes them for JSON.
 */
export const deskHttp: readonly RequestHandler[] = [
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  }),
  keptByNobody,
  urlencoded({ extended: false, limit: formBytes, parameterLimit: 10 }),
];

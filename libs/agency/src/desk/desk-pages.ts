import { Inject, Injectable } from '@nestjs/common';
import type { PrincipalRequest } from '@timpora/access';
import { Clock } from '@timpora/exchange';

import { nameFields, type View } from '../reading/kinds.js';
import { VIEW } from '../tokens.js';
import type { Desk } from './desk.js';
import { framed, type Page } from './frame.js';
import { languageOf } from './language.js';

/** Puts pages into their frame, for the request that they answer. */
@Injectable()
export class DeskPages {
  constructor(
    @Inject(VIEW) readonly view: View,
    private readonly clock: Clock,
  ) {}

  deskOf(request: PrincipalRequest): Desk {
    const { principal, purpose = null, query, originalUrl } = request;
    const { lang } = query as Record<string, unknown>;
    return {
      ...this.view,
      language: languageOf(lang, request.header('accept-language')),
      isAsked: lang === 'id' || lang === 'en',
      holdsNames: nameFields(this.view).length > 0,
      reader: principal ? { subject: principal.subject, purpose } : null,
      here: originalUrl,
      now: this.clock.systemInstant(),
      today: this.clock.legalDay(),
    };
  }

  /** @param residents those whom the page shows: the access log names them */
  show(request: PrincipalRequest, page: (desk: Desk) => Page, residents: readonly string[] = []): string {
    request.shows = residents;
    const desk = this.deskOf(request);
    return framed(desk, page(desk));
  }
}

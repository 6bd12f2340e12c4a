import { Controller, Get, Header, NotFoundException, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type ErrorCode, errorCodes } from './error-codes.js';
import { Public } from './governance/index.js';

/** The page of each error code, under the path of a problem's `type`. */
@ApiExcludeController()
@Public()
@Controller('errors')
export class ErrorPagesController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'")
  list(): string {
    return page(
      'Error codes',
      `<ul>${errorCodes()
        .map(({ code }) => `<li><a href="/errors/${code}">${code}</a></li>`)
        .join('')}</ul>`,
    );
  }

  @Get(':code')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'")
  one(@Param('code') code: string): string {
    const known = errorCodes().find((one) => one.code === code);
    if (!known) throw new NotFoundException('there is no such error code: GET /errors lists them');
    return page(code, bodyOf(known));
  }
}

function bodyOf({ kinds, status, meaning, messages }: ErrorCode): string {
  const http = status === null ? 'not over HTTP' : `HTTP ${status}`;
  const said = messages.map((message) => `<li>${escaped(message)}</li>`).join('');
  return `<p>${escaped(kinds.join(', '))}; ${http}</p><p>What it says: ${escaped(meaning)}.</p><p>The message tells what to do:</p><ul>${said}</ul><p><a href="/errors">All codes</a></p>`;
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><h1>${escaped(title)}</h1>${body}</html>\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

import { readFile } from 'node:fs/promises';
import { Controller, Get, Header, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../governance/index.js';

const PAGE = new URL('../../../../console/index.html', import.meta.url);

/** The status page. It holds no data: with the key from its URL's fragment it fetches what it shows. */
@ApiExcludeController()
@Public()
@Controller()
export class PageController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'",
  )
  @Header('referrer-policy', 'no-referrer')
  async page(): Promise<StreamableFile> {
    return new StreamableFile(await readFile(PAGE));
  }
}

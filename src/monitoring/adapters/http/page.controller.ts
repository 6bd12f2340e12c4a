import { Controller, Get, Header, Headers, NotFoundException, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../governance/index.js';
import { PAGE, POLICY, pageFiles } from './page-files.js';

/** The console. It holds no data: with the key from its URL's fragment it fetches what it shows. */
@ApiExcludeController()
@Public()
@Controller()
export class PageController {
  private readonly files = pageFiles();

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header('content-security-policy', POLICY)
  @Header('referrer-policy', 'no-referrer')
  page(): string {
    return PAGE;
  }

  @Get('console/:name')
  file(@Param('name') name: string, @Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): void {
    this.give(name, known, reply);
  }

  @Get('console/vendor/:name')
  library(@Param('name') name: string, @Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): void {
    this.give(`vendor/${name}`, known, reply);
  }

  private give(path: string, known: string | undefined, reply: FastifyReply): void {
    const file = this.files.get(path);
    if (!file) throw new NotFoundException(`the console has no file "${path.slice(0, 80)}"`);
    void reply.header('content-type', file.type).header('cache-control', 'no-cache').header('etag', file.etag).header('x-content-type-options', 'nosniff');
    if (known === file.etag) void reply.status(304).send();
    else void reply.send(file.body);
  }
}

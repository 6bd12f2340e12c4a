import { ApiExtension } from '@nestjs/swagger';

/** Where an operation of the OpenAPI document keeps its codes until the document is put together. */
export const PROBLEM_CODES = 'x-problem-codes';

/** The codes of the problems that an operation can answer; those of every operation (a key that is none, an address that is none) are left out. */
export const Problems = (...codes: readonly string[]): MethodDecorator => ApiExtension(PROBLEM_CODES, [...new Set(codes)]);

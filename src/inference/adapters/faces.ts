import type { Server } from '@grpc/grpc-js';
import type { FastifyInstance } from 'fastify';
import type { StatusOf } from '../../platform/grpc/index.js';
import type { FaceParts } from '../application/face-parts.js';

/** The faces that take tensors: each is imported only when it is added. */
export async function addScoringRest(fastify: FastifyInstance, parts: FaceParts): Promise<void> {
  await (await import('./open-inference/rest-face.js')).addOpenInferenceRest(fastify, parts);
  await (await import('./tensorflow-serving/rest-face.js')).addTensorflowServingRest(fastify, parts);
}

/** The same over gRPC; it has the server's own access control. */
export async function scoringGrpc(parts: Pick<FaceParts, 'scoring' | 'ready'>, statusOf: StatusOf): Promise<(server: Server) => void> {
  const { addOpenInferenceGrpc } = await import('./open-inference/grpc-face.js');
  const { addTensorflowServingGrpc } = await import('./tensorflow-serving/grpc-face.js');
  return (server) => {
    addOpenInferenceGrpc(server, parts, statusOf);
    addTensorflowServingGrpc(server, parts, statusOf);
  };
}

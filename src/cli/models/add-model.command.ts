import { Inject } from '@nestjs/common';
import { Help, Option, SubCommand } from 'nest-commander';
import { checkModelName } from '../../inference/index.js';
import { START_IN_PROCESS, type StartInProcess } from '../client.js';
import { ClientCommand, type ClientOptions, printJson } from '../command.js';
import { UsageError } from '../problem.js';
import { type PreparedModel, addModel, prepareModel } from './add-model.js';
import { predictText } from './edit-predict.js';
import type { ModelAnswer } from './model-answers.js';
import { conversionLines, modelLines } from './model-lines.js';

interface AddModelOptions extends ClientOptions {
  readonly name?: string;
  readonly pipeline?: string;
  readonly score?: string;
  readonly python?: string;
}

@SubCommand({ name: 'add', arguments: '<file>', description: 'Register a model: an ONNX file, or a joblib file of scikit-learn, which is converted.' })
export class AddModelCommand extends ClientCommand<AddModelOptions> {
  constructor(@Inject(START_IN_PROCESS) start: StartInProcess) {
    super(start);
  }

  @Option({ flags: '--name <name>', description: 'Name in the registry (default: named after the file)' })
  parseName(text: string): string {
    return text;
  }

  @Option({ flags: '--pipeline <path>', description: 'Pipeline document, or its folder, to bind the model to: its predict is edited in place' })
  parsePipeline(text: string): string {
    return text;
  }

  @Option({ flags: '--score <expression>', description: 'Which output is the score, where that is not plain, such as "probabilities[2]"' })
  parseScore(text: string): string {
    return text;
  }

  @Option({ flags: '--python <program>', description: 'Python 3.11 or later, for converting (default: python3 on PATH)' })
  parsePython(text: string): string {
    return text;
  }

  @Help('after')
  examples(): string {
    return `
Examples:
  millrace models add model.onnx --name fraud-forest
  millrace models add model.joblib --pipeline pipelines/card-fraud

Loading a joblib or pickle file runs code that is in it: add only files that you trust. It is loaded in a process of its own, without
the keys in this environment. The converted model is compared with scikit-learn and refused where they differ.`;
  }

  protected override async execute([file]: string[], options: AddModelOptions): Promise<void> {
    if (options.name !== undefined) checkModelName(options.name);
    if (options.name?.includes('.') && options.pipeline !== undefined)
      throw new UsageError('a pipeline takes a name with a dot for a file: give the model a --name without one');
    if (options.score !== undefined && options.pipeline === undefined) throw new UsageError('--score goes into a pipeline: name it with --pipeline');
    const prepared = await prepareModel(file, { ...options, tell: (text) => process.stderr.write(`${text}\n`) });
    await this.withClient(options, async (client) => {
      const model = await addModel(client, prepared);
      if (options.json) printJson(added(model, prepared));
      else process.stdout.write(addedLines(model, prepared).join('\n') + '\n');
    });
  }
}

function added(model: ModelAnswer, { conversion, comparison, pipeline }: PreparedModel): object {
  const { rows: _rows, expected: _expected, onnxruntime: _onnxruntime, allowed: _allowed, ...told } = conversion ?? {};
  return {
    model,
    ...(conversion ? { converted: { ...told, largest_difference: comparison } } : {}),
    ...(pipeline ? { pipeline: { file: pipeline.shown, changed: pipeline.binding.text !== pipeline.before, predict: pipeline.binding.predict } } : {}),
  };
}

function addedLines(model: ModelAnswer, { conversion, comparison, pipeline }: PreparedModel): string[] {
  const lines = [...(conversion && comparison ? conversionLines(conversion, comparison) : []), ...modelLines(model, conversion?.classes)];
  if (!pipeline) return [...lines, '', `bind it to a pipeline with --pipeline FOLDER, or write into its document: predict: { model: ${model.name} }`];
  const what = pipeline.binding.text === pipeline.before ? 'binds it already' : 'written';
  const note = pipeline.binding.otherScore ? ['note: the score is another than before: see that decision and fallback still fit it'] : [];
  return [
    ...lines,
    '',
    `${pipeline.shown}: ${what}`,
    ...predictText(pipeline.binding.text).split('\n'),
    ...note,
    `make it live with: millrace deploy ${pipeline.shown}`,
  ];
}

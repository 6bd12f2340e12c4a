/** How models of other libraries become ONNX files: run where the library is. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  xgboost: [
    'pip install onnxmltools skl2onnx packaging',
    `python -c "import joblib, onnxmltools as o; from onnxmltools.convert.common.data_types import FloatTensorType as F; m = joblib.load('model.joblib'); o.utils.save_model(o.convert_xgboost(m, initial_types=[('features', F([None, m.n_features_in_]))]), 'model.onnx')"`,
  ],
  lightgbm: [
    'pip install onnxmltools skl2onnx packaging',
    `python -c "import joblib, onnxmltools as o; from onnxmltools.convert.common.data_types import FloatTensorType as F; m = joblib.load('model.joblib'); o.utils.save_model(o.convert_lightgbm(m, initial_types=[('features', F([None, m.n_features_in_]))], zipmap=False), 'model.onnx')"`,
  ],
  keras: [
    `python -c "import keras; keras.models.load_model('model.keras').export('saved_model')"`,
    'pip install tf2onnx && python -m tf2onnx.convert --saved-model saved_model --opset 17 --output model.onnx',
  ],
  tensorflow: ['pip install tf2onnx && python -m tf2onnx.convert --saved-model FOLDER --opset 17 --output model.onnx'],
  torch: [
    `torch.onnx.export(model.eval(), torch.zeros(1, WIDTH), 'model.onnx', input_names=['features'], output_names=['score'], dynamic_axes={'features': {0: 'rows'}, 'score': {0: 'rows'}}, opset_version=17, dynamo=False)`,
  ],
};
const PIPELINED = `A scikit-learn pipeline with a step of another library is exported by registering that step's converter: see "skl2onnx update_registered_converter".`;

/** What to do with a model that cannot be converted here. */
export function otherWays(library?: string): string {
  const commands = COMMANDS[library ?? ''];
  const steps = commands ? [`Export it where ${library} is, and add the file that comes of it:`, ...commands.map((command) => `  ${command}`)] : [];
  const last = '  millrace models add model.onnx';
  if (commands) return [...steps, last, ...(library === 'xgboost' || library === 'lightgbm' ? [PIPELINED] : [])].join('\n');
  return ['Export it to ONNX yourself (one float32 input [rows, features], outputs as plain tensors), and add that file:', last].join('\n');
}

export const SERVING_FILE = 'tensorflow_serving/serving.proto';
export const PREDICTION_SERVICE = 'tensorflow.serving.PredictionService';
export const MODEL_SERVICE = 'tensorflow.serving.ModelService';

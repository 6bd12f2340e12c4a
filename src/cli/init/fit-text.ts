import type { Draft } from './draft.js';

/** A script that fits a first model on a training set. */
export function fitText({ pipeline, label }: Draft): string {
  if (!label) return '';
  const [model, name] = label.classes === undefined ? ['RandomForestRegressor', 'regressor'] : ['RandomForestClassifier', 'classifier'];
  const [weight, classes] = label.classes === undefined ? ['', ''] : [', class_weight="balanced"', '.astype(int)'];
  return `"""Fits a ${name} on the training set of the first run: python3 fit.py (needs the client of Millrace, and scikit-learn)."""
import joblib
from millrace import Client
from sklearn.ensemble import ${model}

rows = Client().training_set("${pipeline}@first")
print(rows.attrs["summary"])

# The features stand between the key and "warming", in the order in which the pipeline gives them to a model.
columns = list(rows.columns)
names = columns[columns.index("key") + 1 : columns.index("warming")]
known = rows[rows["label_${label.type}"].notna()]
model = ${model}(n_estimators=30, max_depth=8, random_state=1${weight})
model.fit(known[names], known["label_${label.type}"]${classes})
joblib.dump(model, "model.joblib")
print(f"model.joblib: {len(names)} features, fitted on {len(known)} rows")
`;
}

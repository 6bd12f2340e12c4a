import type { Draft } from './draft.js';

/** A script that fits a first model on a training set. */
export function fitText({ label }: Draft): string {
  if (!label) return '';
  const [model, name] = label.classes === undefined ? ['RandomForestRegressor', 'regressor'] : ['RandomForestClassifier', 'classifier'];
  const weight = label.classes === undefined ? '' : ', class_weight="balanced"';
  return `"""Fits a ${name} on a training set: python fit.py first.ndjson model.joblib (needs scikit-learn)."""
import json
import sys

import joblib
from sklearn.ensemble import ${model}

source, target = sys.argv[1:]
with open(source, encoding="utf-8") as lines:
    rows = [json.loads(line) for line in lines]
print(rows.pop()["summary"])

# The features stand between the key and "warming", in the order in which the pipeline gives them to a model.
names = list(rows[0])
names = names[names.index("key") + 1 : names.index("warming")]
known = [row for row in rows if row["label_${label.type}"] is not None]
model = ${model}(n_estimators=30, max_depth=8, random_state=1${weight})
model.fit([[row[name] for name in names] for row in known], [row["label_${label.type}"] for row in known])
joblib.dump(model, target)
print(f"{target}: {len(names)} features, fitted on {len(known)} rows")
`;
}

// Made from contracts/openapi.json by `npm run typescript-client`: change that, not this.

export interface paths {
    "/v1/events/{source}/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send events of one type
         * @description One JSON object, a JSON array, NDJSON streamed line by line, or CloudEvents. Answers once the events are durable in the log.
         */
        post: operations["EventsController_sendTyped"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{source}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send events of several types
         * @description As above. Each entry is {"type": ..., "event": {...}}, or a CloudEvent whose `type`, or the last segment of it, is the type.
         */
        post: operations["EventsController_sendMixed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{source}/producers/{producer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The last line that the log has of a producer
         * @description Where to go on after an interruption.
         */
        get: operations["EventsController_producer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/registry/models/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of a model, newest first */
        get: operations["RegistryController_versions"];
        put?: never;
        /**
         * Register a model
         * @description The bytes of an ONNX file, up to 512 MiB, or in JSON the URI of a model on another server: TensorFlow Serving or any that speaks the Open Inference Protocol. It becomes the next version of the name; what the name has already answers the version it has.
         */
        post: operations["RegistryController_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/registry/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All models, each with its newest version */
        get: operations["RegistryController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/registry/models/{name}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version, with what it takes and gives */
        get: operations["RegistryController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}/predictions/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow predictions as they are committed
         * @description Server-sent events in commit order, each once its record is durable. Without a cursor the stream begins with what is yet to come. A reader that comes back with the id of the last event that it got misses nothing. Comments keep the connection alive. A slow reader is waited for.
         */
        get: operations["PredictionStreamController_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}/predictions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Predictions of an entity or a time, newest first */
        get: operations["PredictionsController_list"];
        put?: never;
        /**
         * Predict for one event, or for lines of them
         * @description Appends the event, waits for the commit of its own record, answers. The same event again gets the same answer. The event time may be left out: it is the arrival then. NDJSON gets NDJSON: an answer a line, in the order of the lines, each a prediction or a problem with its `line`.
         */
        post: operations["PredictionsController_predict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}/predictions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A prediction by its id */
        get: operations["PredictionsController_byId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}/predictions/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compute a prediction again from the log and compare */
        get: operations["PredictionsController_why"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}/set-aside": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records that are late, repeated or quarantined, newest first */
        get: operations["PredictionsController_setAside"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Quarantined records, newest first */
        get: operations["QuarantineController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}/quarantine/{position}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A quarantined record with its event */
        get: operations["QuarantineController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}/quarantine/{position}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a quarantined record again
         * @description Appends a record that names it, exempt from lateness, and waits for its commit. With a body, the event as it should have been; without, as it was. An event whose model call failed asks only the model again.
         */
        post: operations["QuarantineController_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}/quarantine/{position}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a quarantined record up
         * @description It is not listed as open any more; the log and the books keep it.
         */
        post: operations["QuarantineController_drop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All pipelines and runs */
        get: operations["PipelinesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One pipeline or run, with its books */
        get: operations["PipelinesController_one"];
        /**
         * Deploy a pipeline, or change the one that runs
         * @description The document is checked here. Every fault has its line and column. The same document again changes nothing.
         */
        put: operations["PipelinesController_deploy"];
        post?: never;
        /**
         * Retire a pipeline with its runs, or one run
         * @description It takes no events and works no more. What it wrote stays, and deployed again it goes on where it stopped.
         */
        delete: operations["PipelinesController_retire"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The compiled plan; `state`: what each group and feature keeps in memory */
        get: operations["PipelinesController_plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go back to the version before
         * @description For a day after a change its state has followed, so this takes a moment; later it is built again first.
         */
        post: operations["PipelinesController_rollBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a document would change */
        post: operations["PipelinesController_diff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}/runs/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Make a run: the pipeline over an input of its own
         * @description Positions, state and ids are its own. A run that exists is answered as it is.
         */
        put: operations["PipelinesController_createRun"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/{pipeline}/training-set": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the model was given, rebuilt from the log, with the labels known now
         * @description Streamed. Rows stand in log order. The summary (rows, warming, compared, different) ends it: the last line of NDJSON, or `millrace.summary` in the key-value metadata of Parquet. An answer that breaks off is not whole.
         */
        get: operations["TrainingSetsController_trainingSet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["HealthController_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/startup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["HealthController_startup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["HealthController_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every pipeline and run, with rates, lag and books */
        get: operations["StatusController_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/status/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same with the newest predictions, as NDJSON, one line a second */
        get: operations["StatusController_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the server lives
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        get: operations["scoring_get_v2_health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the server is ready
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        get: operations["scoring_get_v2_health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The server and its extensions
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        get: operations["scoring_get_v2"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a model takes and gives
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        get: operations["scoring_get_v2_models_model_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{model}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a model takes and gives
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        get: operations["scoring_get_v2_models_model_versions_version_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{model}/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a model is ready; it is loaded when it is not
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        get: operations["scoring_get_v2_models_model_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{model}/versions/{version}/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a model is ready; it is loaded when it is not
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        get: operations["scoring_get_v2_models_model_versions_version_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{model}/infer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a model on tensors, in JSON or with binary tensors
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        post: operations["scoring_post_v2_models_model_infer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/models/{model}/versions/{version}/infer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a model on tensors, in JSON or with binary tensors
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        post: operations["scoring_post_v2_models_model_versions_version_infer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The state of the versions of a model
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        get: operations["scoring_get_v1_models_model_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The state of the versions of a model
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        get: operations["scoring_get_v1_models_model_versions_version_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The signature of a model
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        get: operations["scoring_get_v1_models_model_metadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}/versions/{version}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The signature of a model
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        get: operations["scoring_get_v1_models_model_versions_version_metadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}:predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a model on rows or columns
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        post: operations["scoring_post_v1_models_model_predict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}/versions/{version}:predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a model on rows or columns
         * @description Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.
         */
        post: operations["scoring_post_v1_models_model_versions_version_predict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/payments/payment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send events of one type
         * @description One JSON object, a JSON array, NDJSON streamed line by line, or CloudEvents. Answers once the events are durable in the log.
         */
        post: operations["card-fraud_post__v1_events_payments_payment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/payments/chargeback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send events of one type
         * @description One JSON object, a JSON array, NDJSON streamed line by line, or CloudEvents. Answers once the events are durable in the log.
         */
        post: operations["card-fraud_post__v1_events_payments_chargeback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send events of several types
         * @description As above. Each entry is {"type": ..., "event": {...}}, or a CloudEvent whose `type`, or the last segment of it, is the type.
         */
        post: operations["card-fraud_post__v1_events_payments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/card-fraud/predictions/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow predictions as they are committed
         * @description Server-sent events in commit order, each once its record is durable. Without a cursor the stream begins with what is yet to come. A reader that comes back with the id of the last event that it got misses nothing. Comments keep the connection alive. A slow reader is waited for.
         */
        get: operations["card-fraud_get__v1_pipelines_card_fraud_predictions_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/card-fraud/predictions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Predictions of an entity or a time, newest first */
        get: operations["card-fraud_get__v1_pipelines_card_fraud_predictions"];
        put?: never;
        /**
         * Predict for one event, or for lines of them
         * @description Appends the event, waits for the commit of its own record, answers. The same event again gets the same answer. The event time may be left out: it is the arrival then. NDJSON gets NDJSON: an answer a line, in the order of the lines, each a prediction or a problem with its `line`.
         */
        post: operations["card-fraud_post__v1_pipelines_card_fraud_predictions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/card-fraud/predictions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A prediction by its id */
        get: operations["card-fraud_get__v1_pipelines_card_fraud_predictions_id_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/card-fraud/predictions/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compute a prediction again from the log and compare */
        get: operations["card-fraud_get__v1_pipelines_card_fraud_predictions_id_why"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/card-fraud/set-aside": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records that are late, repeated or quarantined, newest first */
        get: operations["card-fraud_get__v1_pipelines_card_fraud_set_aside"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/card-fraud/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Quarantined records, newest first */
        get: operations["card-fraud_get__v1_pipelines_card_fraud_quarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/card-fraud/quarantine/{position}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A quarantined record with its event */
        get: operations["card-fraud_get__v1_pipelines_card_fraud_quarantine_position_"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/card-fraud/quarantine/{position}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a quarantined record again
         * @description Appends a record that names it, exempt from lateness, and waits for its commit. With a body, the event as it should have been; without, as it was. An event whose model call failed asks only the model again.
         */
        post: operations["card-fraud_post__v1_pipelines_card_fraud_quarantine_position_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/card-fraud/quarantine/{position}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a quarantined record up
         * @description It is not listed as open any more; the log and the books keep it.
         */
        post: operations["card-fraud_post__v1_pipelines_card_fraud_quarantine_position_drop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/card-fraud/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The compiled plan; `state`: what each group and feature keeps in memory */
        get: operations["card-fraud_get__v1_pipelines_card_fraud_plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/card-fraud/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go back to the version before
         * @description For a day after a change its state has followed, so this takes a moment; later it is built again first.
         */
        post: operations["card-fraud_post__v1_pipelines_card_fraud_rollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/card-fraud/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a document would change */
        post: operations["card-fraud_post__v1_pipelines_card_fraud_diff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/card-fraud/runs/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Make a run: the pipeline over an input of its own
         * @description Positions, state and ids are its own. A run that exists is answered as it is.
         */
        put: operations["card-fraud_put__v1_pipelines_card_fraud_runs_name_"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pipelines/card-fraud/training-set": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the model was given, rebuilt from the log, with the labels known now
         * @description Streamed. Rows stand in log order. The summary (rows, warming, compared, different) ends it: the last line of NDJSON, or `millrace.summary` in the key-value metadata of Parquet. An answer that breaks off is not whole.
         */
        get: operations["card-fraud_get__v1_pipelines_card_fraud_training_set"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An event as the schema of its type has it */
        Event: Record<string, unknown>;
        /** @description A CloudEvent (1.0). `id` and `time` fill the event where its data lacks them. */
        CloudEvent: {
            /** @constant */
            specversion: "1.0";
            id: string;
            /** Format: uri-reference */
            source: string;
            type: string;
            /** Format: date-time */
            time?: string;
            datacontenttype?: string;
            data: Record<string, unknown>;
        };
        /**
         * @example {
         *       "accepted": 1,
         *       "repeated": 0,
         *       "position": 812
         *     }
         */
        Accepted: {
            accepted: number;
            repeated: number;
            /** @description Null where the log has them from before, or none was taken */
            position: number | null;
        };
        /**
         * @example {
         *       "accepted": 2,
         *       "repeated": 0,
         *       "first_position": 812,
         *       "refused_count": 1,
         *       "refused": [
         *         {
         *           "line": 2,
         *           "code": "malformed",
         *           "message": "the event is not JSON: Unexpected end of JSON input"
         *         }
         *       ]
         *     }
         */
        Intake: {
            accepted: number;
            repeated: number;
            /** @description Null where the log has them from before, or none was taken */
            first_position: number | null;
            refused_count: number;
            /** @description The first of them */
            refused: {
                line: number;
                code: string;
                message: string;
                faults?: Record<string, unknown>[];
            }[];
        };
        /**
         * @example {
         *       "last_line": 5000
         *     }
         */
        LastLine: {
            last_line: number;
        };
        /**
         * @example {
         *       "name": "card-fraud",
         *       "version": 1,
         *       "digest": "8ce6719260184815dd65f6bca81fabb239ba3229e4dac3ce270b3eeb37eda8ae",
         *       "format": "onnx",
         *       "size_bytes": 251708,
         *       "registered_at": "2026-01-01T09:30:00.000Z"
         *     }
         */
        ModelVersion: {
            name: string;
            /** @description From 1, without a gap */
            version: number;
            /** @description SHA-256 of the file, hex; of a model on another server, of its URI */
            digest: string;
            /**
             * @description What the artifact is: a file, or the URI of a model on another server
             * @enum {unknown}
             */
            format: "onnx" | "tensorflow-serving" | "open-inference";
            size_bytes: number;
            /** Format: date-time */
            registered_at: string;
        };
        /**
         * @description A version, with what it takes and gives
         * @example {
         *       "name": "card-fraud",
         *       "version": 1,
         *       "digest": "8ce6719260184815dd65f6bca81fabb239ba3229e4dac3ce270b3eeb37eda8ae",
         *       "format": "onnx",
         *       "size_bytes": 251708,
         *       "registered_at": "2026-01-01T09:30:00.000Z",
         *       "inputs": [
         *         {
         *           "name": "features",
         *           "type": "float32",
         *           "shape": [
         *             null,
         *             15
         *           ]
         *         }
         *       ],
         *       "outputs": [
         *         {
         *           "name": "probabilities",
         *           "type": "float32",
         *           "shape": [
         *             null,
         *             2
         *           ]
         *         }
         *       ]
         *     }
         */
        Model: {
            name: string;
            /** @description From 1, without a gap */
            version: number;
            /** @description SHA-256 of the file, hex; of a model on another server, of its URI */
            digest: string;
            /**
             * @description What the artifact is: a file, or the URI of a model on another server
             * @enum {unknown}
             */
            format: "onnx" | "tensorflow-serving" | "open-inference";
            size_bytes: number;
            /** Format: date-time */
            registered_at: string;
            inputs: {
                name: string;
                /** @description Element type; null for what is no tensor */
                type: string | null;
                /** @description Sizes; null where the model leaves one open */
                shape: (number | null)[];
            }[];
            outputs: {
                name: string;
                /** @description Element type; null for what is no tensor */
                type: string | null;
                /** @description Sizes; null where the model leaves one open */
                shape: (number | null)[];
            }[];
        };
        /**
         * @example {
         *       "models": [
         *         {
         *           "name": "card-fraud",
         *           "version": 1,
         *           "digest": "8ce6719260184815dd65f6bca81fabb239ba3229e4dac3ce270b3eeb37eda8ae",
         *           "format": "onnx",
         *           "size_bytes": 251708,
         *           "registered_at": "2026-01-01T09:30:00.000Z"
         *         }
         *       ]
         *     }
         */
        ModelList: {
            /** @description The newest version of every name */
            models: components["schemas"]["ModelVersion"][];
        };
        /**
         * @example {
         *       "name": "card-fraud",
         *       "versions": [
         *         {
         *           "name": "card-fraud",
         *           "version": 1,
         *           "digest": "8ce6719260184815dd65f6bca81fabb239ba3229e4dac3ce270b3eeb37eda8ae",
         *           "format": "onnx",
         *           "size_bytes": 251708,
         *           "registered_at": "2026-01-01T09:30:00.000Z"
         *         }
         *       ]
         *     }
         */
        ModelVersions: {
            name: string;
            /** @description Newest first */
            versions: components["schemas"]["ModelVersion"][];
        };
        /**
         * @example {
         *       "id": "019b7e2a-5b40-8c10-85bd-83e07fc521d3",
         *       "event_id": "20260101-s1-00042",
         *       "time": "2026-01-01T09:30:00.000Z",
         *       "key": "C0123",
         *       "score": 0.03,
         *       "decision": "pass",
         *       "features": {
         *         "amount": 57.16,
         *         "night": 0
         *       },
         *       "model": {
         *         "name": "card-fraud",
         *         "version": 1,
         *         "digest": "8ce6719260184815dd65f6bca81fabb239ba3229e4dac3ce270b3eeb37eda8ae"
         *       },
         *       "pipeline": {
         *         "name": "card-fraud",
         *         "hash": "10ba1045ca43d5e64158a02ce164a405947d1f415b36c8b3848184efd61773f1"
         *       },
         *       "run": "card-fraud",
         *       "source": "payments",
         *       "partition": 0,
         *       "position": 812,
         *       "degraded": null,
         *       "arrived_at": "2026-01-01T09:30:00.120Z",
         *       "predicted_at": "2026-01-01T09:30:00.124031Z"
         *     }
         */
        Prediction: {
            /** Format: uuid */
            id: string;
            event_id: string;
            /**
             * Format: date-time
             * @description Event time
             */
            time: string;
            /** @description The entity; empty where the event has none */
            key: string;
            score: number;
            decision: string | null;
            /** @description The feature vector by name */
            features: {
                [key: string]: number;
            };
            model: {
                name: string;
                version: number;
                /** @description SHA-256, hex */
                digest: string;
            };
            pipeline: {
                name: string;
                hash: string;
            };
            run: string;
            source: string;
            partition: number;
            position: number;
            /** @description Why the fallback answered, or that a window was truncated */
            degraded: string | null;
            /** Format: date-time */
            arrived_at: string;
            /** Format: date-time */
            predicted_at: string;
        };
        /**
         * @example {
         *       "position": 41,
         *       "disposition": "duplicate",
         *       "code": "duplicate",
         *       "reason": "the same event stands at position 40",
         *       "event_id": "a-1",
         *       "time": null,
         *       "first_position": 40
         *     }
         */
        SetAside: {
            position: number;
            /** @enum {unknown} */
            disposition: "late" | "duplicate" | "quarantined";
            code: string;
            reason: string;
            event_id: string | null;
            /**
             * Format: date-time
             * @description Event time, where it is kept
             */
            time: string | null;
            /** @description Of a duplicate or a used id: where the first one stands */
            first_position: number | null;
        };
        LineProblem: {
            /** @description Of the line that was sent */
            line: number;
        } & components["schemas"]["Problem"];
        /** @description A CloudEvent (1.0, structured) */
        PredictionEvent: {
            /** @constant */
            specversion: "1.0";
            /** Format: uuid */
            id: string;
            /** Format: uri-reference */
            source: string;
            /** @constant */
            type: "dev.millrace.prediction";
            /** Format: date-time */
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            data: components["schemas"]["Prediction"];
            /** @description The entity's key */
            subject?: string;
        };
        /**
         * @description Ends a training set: `{"summary": ...}`, the last line
         * @example {
         *       "rows": 800,
         *       "warming": 12,
         *       "compared": 800,
         *       "different": 0,
         *       "replayed_from": 0,
         *       "replayed_to": 812,
         *       "labels_up_to": 812
         *     }
         */
        TrainingSummary: {
            rows: number;
            warming: number;
            compared: number;
            different: number;
            replayed_from: number;
            replayed_to: number;
            labels_up_to: number;
        };
        /**
         * @example {
         *       "predictions": [
         *         {
         *           "id": "019b7e2a-5b40-8c10-85bd-83e07fc521d3",
         *           "event_id": "20260101-s1-00042",
         *           "time": "2026-01-01T09:30:00.000Z",
         *           "key": "C0123",
         *           "score": 0.03,
         *           "decision": "pass",
         *           "features": {
         *             "amount": 57.16,
         *             "night": 0
         *           },
         *           "model": {
         *             "name": "card-fraud",
         *             "version": 1,
         *             "digest": "8ce6719260184815dd65f6bca81fabb239ba3229e4dac3ce270b3eeb37eda8ae"
         *           },
         *           "pipeline": {
         *             "name": "card-fraud",
         *             "hash": "10ba1045ca43d5e64158a02ce164a405947d1f415b36c8b3848184efd61773f1"
         *           },
         *           "run": "card-fraud",
         *           "source": "payments",
         *           "partition": 0,
         *           "position": 812,
         *           "degraded": null,
         *           "arrived_at": "2026-01-01T09:30:00.120Z",
         *           "predicted_at": "2026-01-01T09:30:00.124031Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        PredictionPage: {
            predictions: components["schemas"]["Prediction"][];
            /** @description Of the next page, whose address is in the `Link` header; null on the last */
            next_cursor: string | null;
        };
        /**
         * @example {
         *       "records": [
         *         {
         *           "position": 41,
         *           "disposition": "duplicate",
         *           "code": "duplicate",
         *           "reason": "the same event stands at position 40",
         *           "event_id": "a-1",
         *           "time": null,
         *           "first_position": 40
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        SetAsidePage: {
            records: components["schemas"]["SetAside"][];
            /** @description Of the next page, whose address is in the `Link` header; null on the last */
            next_cursor: string | null;
        };
        /**
         * @description A prediction computed again from the log, beside what was stored
         * @example {
         *       "prediction": {
         *         "id": "019b7e2a-5b40-8c10-85bd-83e07fc521d3",
         *         "event_id": "20260101-s1-00042",
         *         "time": "2026-01-01T09:30:00.000Z",
         *         "key": "C0123",
         *         "score": 0.03,
         *         "decision": "pass",
         *         "features": {
         *           "amount": 57.16,
         *           "night": 0
         *         },
         *         "model": {
         *           "name": "card-fraud",
         *           "version": 1,
         *           "digest": "8ce6719260184815dd65f6bca81fabb239ba3229e4dac3ce270b3eeb37eda8ae"
         *         },
         *         "pipeline": {
         *           "name": "card-fraud",
         *           "hash": "10ba1045ca43d5e64158a02ce164a405947d1f415b36c8b3848184efd61773f1"
         *         },
         *         "run": "card-fraud",
         *         "source": "payments",
         *         "partition": 0,
         *         "position": 812,
         *         "degraded": null,
         *         "arrived_at": "2026-01-01T09:30:00.120Z",
         *         "predicted_at": "2026-01-01T09:30:00.124031Z"
         *       },
         *       "event": {
         *         "tx": "20260101-s1-00042",
         *         "amount": 57.16
         *       },
         *       "features": {
         *         "amount": {
         *           "stored": 57.16,
         *           "rebuilt": 57.16,
         *           "equal": true
         *         }
         *       },
         *       "score": {
         *         "stored": 0.03,
         *         "rebuilt": 0.03,
         *         "equal": true
         *       },
         *       "decision": {
         *         "stored": "pass",
         *         "rebuilt": "pass",
         *         "equal": true
         *       },
         *       "equal": true,
         *       "behind": [],
         *       "replayed": 812
         *     }
         */
        Explanation: {
            prediction: components["schemas"]["Prediction"];
            /** @description As the log has it */
            event: Record<string, unknown>;
            features: {
                [key: string]: {
                    stored: number;
                    rebuilt: number;
                    equal: boolean;
                };
            };
            score: {
                stored: number;
                rebuilt: number;
                equal: boolean;
            };
            decision: {
                stored: string | null;
                rebuilt: string | null;
                equal: boolean;
            };
            /** @description All of it */
            equal: boolean;
            behind: components["schemas"]["Behind"][];
            /** @description Records of the log that were replayed for it */
            replayed: number;
        };
        /** @description The events behind a window feature */
        Behind: {
            feature: string;
            /** @description The entity */
            key: string;
            /**
             * Format: date-time
             * @description The window covers event times after this
             */
            after: string;
            /**
             * Format: date-time
             * @description and up to this, included
             */
            until: string;
            /** @description Events that it covers; `events` holds the newest of them, oldest first */
            total: number;
            events: {
                position: number;
                event_id: string | null;
                /** Format: date-time */
                time: string;
                value: number | string | null;
            }[];
        };
        /**
         * @description A pipeline or run, with its books
         * @example {
         *       "name": "card-fraud",
         *       "pipeline": "card-fraud",
         *       "live": true,
         *       "source": "payments",
         *       "hash": "10ba1045ca43d5e64158a02ce164a405947d1f415b36c8b3848184efd61773f1",
         *       "version": 1,
         *       "change": null,
         *       "rollback": null,
         *       "on": "payment",
         *       "position": 812,
         *       "log_end": 812,
         *       "lag": 0,
         *       "refused": {
         *         "schema": 2
         *       },
         *       "model": {
         *         "name": "card-fraud",
         *         "version": 1,
         *         "digest": "8ce6719260184815dd65f6bca81fabb239ba3229e4dac3ce270b3eeb37eda8ae"
         *       },
         *       "types": [
         *         {
         *           "type": "payment",
         *           "outcome": false
         *         }
         *       ],
         *       "predicts": true,
         *       "features": [
         *         "amount",
         *         "night"
         *       ],
         *       "commit_no": 96,
         *       "max_event_time": "2026-01-01T09:30:00.000Z",
         *       "lane": {
         *         "state": "running"
         *       },
         *       "events_per_second": 20.3,
         *       "predictions_per_second": 20.1,
         *       "p99_ms": 4.1,
         *       "state": {
         *         "keys": 210,
         *         "evicted": 0,
         *         "bytes": 1048576
         *       },
         *       "books": {
         *         "records": 812,
         *         "predicted": 800,
         *         "observed": 0,
         *         "joined": 9,
         *         "parked": 0,
         *         "unmatched": 0,
         *         "late": 1,
         *         "duplicate": 2,
         *         "quarantined": 0,
         *         "balanced": true
         *       }
         *     }
         */
        PipelineStatus: {
            /** @description Of the live run: the pipeline; of another: `PIPELINE@NAME` */
            name: string;
            pipeline: string;
            live: boolean;
            source: string;
            hash: string;
            /** @description That the lane works for */
            version: number;
            change: components["schemas"]["PipelineChange"] | null;
            /** @description The version that can be gone back to; `at_once`: its state is there */
            rollback: {
                version: number;
                at_once: boolean;
            } | null;
            model: {
                name: string;
                version: number;
                digest: string;
            } | null;
            /** @description Type of the events whose features are computed */
            on: string;
            types: {
                type: string;
                outcome: boolean;
            }[];
            predicts: boolean;
            features: string[];
            position: number;
            log_end: number;
            lag: number;
            commit_no: number;
            /** Format: date-time */
            max_event_time: string | null;
            lane: {
                state: string;
                error?: {
                    code: string;
                    message: string;
                };
            };
            events_per_second: number;
            predictions_per_second: number;
            p99_ms: number | null;
            /** @description Keys of the state in memory, keys that wait in the database, bytes of all of it here, about; null where this process has no lane of it */
            state: {
                keys: number;
                evicted: number;
                bytes: number;
            } | null;
            /** @description How many records of the log have each disposition; `balanced`: they sum to all that were read */
            books: {
                records: number;
                predicted: number;
                observed: number;
                joined: number;
                parked: number;
                unmatched: number;
                late: number;
                duplicate: number;
                quarantined: number;
                balanced: boolean;
            };
            /** @description Refused at the door, by code */
            refused: {
                [key: string]: number;
            };
        };
        /** @description A version whose state is being built beside the live one */
        PipelineChange: {
            version: number;
            hash: string;
            /** @description Log position up to which its state is built */
            position: number;
            percent: number;
            records_per_second: number;
            /** @description Until it has caught up at this rate; null while nothing can be told */
            seconds_left: number | null;
            error: {
                code: string;
                message: string;
            } | null;
        };
        /**
         * @example {
         *       "features": {
         *         "added": [
         *           "weekend"
         *         ],
         *         "removed": [],
         *         "changed": [
         *           "night"
         *         ]
         *       },
         *       "parts": [
         *         "decision"
         *       ],
         *       "window_state": "shared"
         *     }
         */
        PlanChanges: {
            features: {
                added: string[];
                removed: string[];
                changed: string[];
            };
            /** @description Of the document, other than features */
            parts: string[];
            /**
             * @description Whether stored state serves both, or is built again from the log
             * @enum {unknown}
             */
            window_state: "shared" | "rebuilt";
        };
        /**
         * @example {
         *       "pipeline": "card-fraud",
         *       "outcome": "live",
         *       "version": 2,
         *       "hash": "10ba1045ca43d5e64158a02ce164a405947d1f415b36c8b3848184efd61773f1",
         *       "changes": {
         *         "features": {
         *           "added": [
         *             "weekend"
         *           ],
         *           "removed": [],
         *           "changed": [
         *             "night"
         *           ]
         *         },
         *         "parts": [
         *           "decision"
         *         ],
         *         "window_state": "shared"
         *       }
         *     }
         */
        Deployed: {
            pipeline: string;
            /** @enum {unknown} */
            outcome: "created" | "unchanged" | "live" | "backfilling";
            version: number;
            hash: string;
            /** @description Null for a pipeline that was not there before */
            changes: components["schemas"]["PlanChanges"] | null;
        };
        /**
         * @example {
         *       "pipelines": [
         *         {
         *           "name": "card-fraud",
         *           "pipeline": "card-fraud",
         *           "live": true,
         *           "source": "payments",
         *           "hash": "10ba1045ca43d5e64158a02ce164a405947d1f415b36c8b3848184efd61773f1",
         *           "version": 1,
         *           "change": null,
         *           "rollback": null,
         *           "on": "payment",
         *           "position": 812,
         *           "log_end": 812,
         *           "lag": 0,
         *           "refused": {
         *             "schema": 2
         *           },
         *           "model": {
         *             "name": "card-fraud",
         *             "version": 1,
         *             "digest": "8ce6719260184815dd65f6bca81fabb239ba3229e4dac3ce270b3eeb37eda8ae"
         *           },
         *           "types": [
         *             {
         *               "type": "payment",
         *               "outcome": false
         *             }
         *           ],
         *           "predicts": true,
         *           "features": [
         *             "amount",
         *             "night"
         *           ],
         *           "commit_no": 96,
         *           "max_event_time": "2026-01-01T09:30:00.000Z",
         *           "lane": {
         *             "state": "running"
         *           },
         *           "events_per_second": 20.3,
         *           "predictions_per_second": 20.1,
         *           "p99_ms": 4.1,
         *           "state": {
         *             "keys": 210,
         *             "evicted": 0,
         *             "bytes": 1048576
         *           },
         *           "books": {
         *             "records": 812,
         *             "predicted": 800,
         *             "observed": 0,
         *             "joined": 9,
         *             "parked": 0,
         *             "unmatched": 0,
         *             "late": 1,
         *             "duplicate": 2,
         *             "quarantined": 0,
         *             "balanced": true
         *           }
         *         }
         *       ]
         *     }
         */
        PipelineList: {
            pipelines: components["schemas"]["PipelineStatus"][];
        };
        /**
         * @example {
         *       "pipeline": "card-fraud",
         *       "changes": {
         *         "features": {
         *           "added": [
         *             "weekend"
         *           ],
         *           "removed": [],
         *           "changed": [
         *             "night"
         *           ]
         *         },
         *         "parts": [
         *           "decision"
         *         ],
         *         "window_state": "shared"
         *       }
         *     }
         */
        PlanDiff: {
            pipeline: string;
            changes: components["schemas"]["PlanChanges"];
        };
        /**
         * @example {
         *       "retired": [
         *         "card-fraud",
         *         "card-fraud@2018"
         *       ]
         *     }
         */
        Retired: {
            retired: string[];
        };
        /**
         * @example {
         *       "run": "card-fraud@2018",
         *       "pipeline": "card-fraud",
         *       "source": "payments@2018"
         *     }
         */
        Run: {
            run: string;
            pipeline: string;
            source: string;
        };
        /**
         * @example {
         *       "document": "pipeline: card-fraud\nsource: payments\n...",
         *       "files": {
         *         "schemas/payment.json": "{\"type\": \"object\"}"
         *       },
         *       "model_version": 1
         *     }
         */
        Deployment: {
            /** @description Text of the pipeline document */
            document: string;
            /** @description Text of each schema by the path that the document names */
            files?: {
                [key: string]: string;
            };
            /** @description In the registry; needed where the document names a model file */
            model_version?: number | null;
        };
        /**
         * @description The compiled form of a pipeline document
         * @example {
         *       "format": 1,
         *       "pipeline": "card-fraud",
         *       "source": "payments",
         *       "on": "payment",
         *       "groups": [],
         *       "vector": [
         *         0
         *       ],
         *       "state": [],
         *       "events": [
         *         {
         *           "type": "payment",
         *           "schema": {
         *             "type": "object"
         *           },
         *           "id": "tx",
         *           "time": "occurred_at",
         *           "key": "customer",
         *           "latenessUs": 600000000,
         *           "aheadUs": 300000000,
         *           "rules": []
         *         }
         *       ],
         *       "features": [
         *         {
         *           "name": "amount",
         *           "kind": "event",
         *           "expression": "event.amount"
         *         }
         *       ],
         *       "hash": "10ba1045ca43d5e64158a02ce164a405947d1f415b36c8b3848184efd61773f1",
         *       "stateHash": "322dd9fcfd1dbd9e44d76649c66926a9b3407bb73d1db3c37e4248ac85ccfbf7"
         *     }
         */
        Plan: {
            /** @constant */
            format: 1;
            pipeline: string;
            source: string;
            on: string;
            hash: string;
            stateHash: string;
            events: {
                type: string;
                schema: Record<string, unknown>;
                latenessUs: number;
                aheadUs: number;
                rules: {
                    expression: string;
                    reason: string;
                }[];
                id?: string;
                time?: string;
                key?: string;
                outcome?: {
                    of: string;
                    match: string;
                    value: string;
                    maturesUs: number;
                    unknown?: number;
                };
            }[];
            groups: {
                name: string;
                of: string;
                per: string[];
                inputs: ({
                    /** @constant */
                    kind: "decimal";
                    expression: string;
                    digits: number;
                } | {
                    /** @constant */
                    kind: "double";
                    expression: string;
                } | {
                    /** @constant */
                    kind: "text";
                    expression: string;
                } | {
                    /** @constant */
                    kind: "outcome";
                    outcome: string;
                    unknown?: number;
                    digits?: number;
                })[];
                outcomes: string[];
                retentionUs: number;
                windows: {
                    label: string;
                    overUs: number;
                    delayUs: number;
                    aggregates: {
                        feature: string;
                        /** @enum {unknown} */
                        operation: "count" | "sum" | "mean" | "min" | "max" | "variance" | "stddev" | "first" | "last" | "last_n" | "distinct" | "time_since_last";
                        input: number;
                        /** @constant */
                        sample?: true;
                        nth?: number;
                        empty?: number;
                    }[];
                }[];
                where?: string;
                resolutionUs?: number;
                maxEventsPerKey?: number;
            }[];
            features: ({
                name: string;
                /** @constant */
                kind: "event";
                expression: string;
            } | {
                name: string;
                /** @constant */
                kind: "window";
                group: number;
                window: number;
                aggregate: number;
            })[];
            /** @description Indices into `features`, in the model's order */
            vector: number[];
            state: components["schemas"]["StateCost"][];
            predict?: {
                on: string;
                model: string;
                score: string;
                decision?: string;
                fallback?: {
                    afterUs: number;
                    score: string;
                };
            };
        };
        /** @description What a group keeps in memory */
        StateCost: {
            group: string;
            /** @description Such as `152 + 32 · events` */
            formula: string;
            /** @description Of a key, whatever it holds */
            key_bytes: number;
            /** @description Of each event that is kept, or of each tile */
            event_bytes: number;
            kept_seconds: number;
            features: {
                feature: string;
                formula: string;
            }[];
        };
        /**
         * @example {
         *       "position": 41,
         *       "code": "rule",
         *       "reason": "event.amount >= 0.0",
         *       "event_id": "20260101-s1-00042",
         *       "time": "2026-01-01T09:30:00.000Z",
         *       "first_position": null,
         *       "state": "open",
         *       "retried_by": null
         *     }
         */
        QuarantinedRecord: {
            position: number;
            code: string;
            reason: string;
            event_id: string | null;
            /**
             * Format: date-time
             * @description Event time
             */
            time: string | null;
            /** @description Of a used id: where the first event with it stands */
            first_position: number | null;
            /** @enum {unknown} */
            state: "open" | "retried" | "dropped";
            /** @description Position of the record that tried it again */
            retried_by: number | null;
        };
        /**
         * @example {
         *       "position": 41,
         *       "code": "rule",
         *       "reason": "event.amount >= 0.0",
         *       "event_id": "20260101-s1-00042",
         *       "time": "2026-01-01T09:30:00.000Z",
         *       "first_position": null,
         *       "state": "open",
         *       "retried_by": null,
         *       "type": "payment",
         *       "event": {
         *         "tx": "20260101-s1-00042",
         *         "amount": -5
         *       },
         *       "arrived_at": "2026-01-01T09:30:00.120Z",
         *       "retry_of": null
         *     }
         */
        QuarantinedEvent: {
            position: number;
            code: string;
            reason: string;
            event_id: string | null;
            /**
             * Format: date-time
             * @description Event time
             */
            time: string | null;
            /** @description Of a used id: where the first event with it stands */
            first_position: number | null;
            /** @enum {unknown} */
            state: "open" | "retried" | "dropped";
            /** @description Position of the record that tried it again */
            retried_by: number | null;
            type: string;
            /** @description As the log has it */
            event: Record<string, unknown>;
            /** Format: date-time */
            arrived_at: string;
            /** @description Position of the record that this one tried again */
            retry_of: number | null;
        };
        /**
         * @example {
         *       "records": [
         *         {
         *           "position": 41,
         *           "code": "rule",
         *           "reason": "event.amount >= 0.0",
         *           "event_id": "20260101-s1-00042",
         *           "time": "2026-01-01T09:30:00.000Z",
         *           "first_position": null,
         *           "state": "open",
         *           "retried_by": null
         *         }
         *       ],
         *       "next_before": null
         *     }
         */
        QuarantinePage: {
            records: components["schemas"]["QuarantinedRecord"][];
            /** @description `before` of the next page; null on the last */
            next_before: number | null;
        };
        /**
         * @example {
         *       "position": 57,
         *       "disposition": "quarantined",
         *       "prediction": null,
         *       "reason": {
         *         "position": 57,
         *         "code": "rule",
         *         "reason": "event.amount >= 0.0",
         *         "event_id": "20260101-s1-00042",
         *         "time": "2026-01-01T09:30:00.000Z",
         *         "first_position": null,
         *         "state": "open",
         *         "retried_by": null
         *       }
         *     }
         */
        Retry: {
            /** @description Of the new record */
            position: number;
            /**
             * @description Null when it was not committed within the deadline
             * @enum {unknown}
             */
            disposition: "predicted" | "observed" | "joined" | "parked" | "unmatched" | "late" | "duplicate" | "quarantined" | null;
            prediction: components["schemas"]["Prediction"] | null;
            /** @description Why it was set aside again */
            reason: components["schemas"]["QuarantinedRecord"] | null;
        };
        /**
         * @example {
         *       "position": 41,
         *       "state": "dropped"
         *     }
         */
        Dropped: {
            position: number;
            /** @constant */
            state: "dropped";
        };
        /**
         * @example {
         *       "started_at": "2026-01-01T09:30:00.000Z",
         *       "pipelines": []
         *     }
         */
        Status: {
            /** Format: date-time */
            started_at: string;
            pipelines: components["schemas"]["PipelineStatus"][];
        };
        /**
         * @description A line of the stream
         * @example {
         *       "status": {
         *         "started_at": "2026-01-01T09:30:00.000Z",
         *         "pipelines": []
         *       },
         *       "predictions": []
         *     }
         */
        StatusLine: {
            status: components["schemas"]["Status"];
            /** @description The newest */
            predictions: components["schemas"]["Prediction"][];
        };
        /**
         * @description An RFC 9457 problem. `type` leads to the page of its code; `code` is stable, the words of `detail` are not.
         * @example {
         *       "type": "https://millrace.dev/errors/pipeline_unknown",
         *       "title": "pipeline unknown",
         *       "status": 404,
         *       "code": "pipeline_unknown",
         *       "detail": "there is no pipeline or run \"card-frud\": did you mean \"card-fraud\"?"
         *     }
         */
        Problem: {
            /** Format: uri-reference */
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            faults?: Record<string, unknown>[];
        };
        /**
         * Payment
         * @description A card payment as the terminal sent it.
         * @example {
         *       "tx": "20260101-s1-00042",
         *       "amount": 57.16,
         *       "customer": "C0123",
         *       "terminal": "T0456",
         *       "occurred_at": "2026-01-01T09:30:00.000Z"
         *     }
         */
        "payments.payment": {
            /**
             * @description Id of the payment, unique for all time: sending it again with the same content changes nothing.
             * @example 20260101-s1-00042
             */
            tx: string;
            /**
             * @description Amount in units of one currency, two decimals. A negative amount is well-formed, and refused by a rule of the pipeline.
             * @example 57.16
             */
            amount: number;
            /**
             * @description The card holder. A person: what is kept about them can be erased.
             * @example C0123
             */
            customer: string;
            /**
             * @description The card terminal of the merchant.
             * @example T0456
             */
            terminal: string;
            /**
             * Format: date-time
             * @description When the payment was made: RFC 3339, with a zone.
             * @example 2026-01-01T09:30:00.000Z
             */
            occurred_at: string;
        };
        /**
         * Chargeback
         * @description What became of a payment: the outcome that the model is to foresee. Reported days later, and only for frauds; a payment without one counts as genuine.
         * @example {
         *       "tx": "20260101-s1-00042",
         *       "fraud": 1,
         *       "reported_at": "2026-01-07T09:30:00.000Z"
         *     }
         */
        "payments.chargeback": {
            /**
             * @description Id of the payment.
             * @example 20260101-s1-00042
             */
            tx: string;
            /**
             * @description 1 if the payment was a fraud, 0 if an earlier report is taken back.
             * @example 1
             * @enum {integer}
             */
            fraud: 0 | 1;
            /**
             * Format: date-time
             * @description When the outcome was reported: RFC 3339, with a zone.
             * @example 2026-01-07T09:30:00.000Z
             */
            reported_at: string;
        };
        /** @description A prediction of card-fraud, with its features by name */
        "card-fraud.Prediction": {
            features?: {
                amount: number;
                weekend: number;
                night: number;
                customer_tx_count_1d: number;
                customer_avg_amount_1d: number;
                customer_tx_count_7d: number;
                customer_avg_amount_7d: number;
                customer_tx_count_30d: number;
                customer_avg_amount_30d: number;
                terminal_tx_count_1d: number;
                terminal_risk_1d: number;
                terminal_tx_count_7d: number;
                terminal_risk_7d: number;
                terminal_tx_count_30d: number;
                terminal_risk_30d: number;
            };
        } & components["schemas"]["Prediction"];
    };
    responses: {
        /** @description No valid key */
        "401.unauthenticated": {
            headers: {
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 401;
                    /** @enum {unknown} */
                    code: "unauthenticated";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not now: again after `Retry-After` */
        "503.EventsController_sendTyped": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "access_unavailable" | "draining" | "log_unavailable";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.EventsController_sendTyped": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "malformed" | "invalid_utf8" | "event_not_object" | "event_too_deep" | "event_too_wide" | "member_refused" | "number_out_of_range" | "text_refused" | "time_malformed" | "cloudevent" | "producer_header" | "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Too large */
        "413.event_too_large.refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 413;
                    /** @enum {unknown} */
                    code: "event_too_large" | "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Well-formed, and refused for what it says */
        "422.schema.time_out_of_range": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 422;
                    /** @enum {unknown} */
                    code: "schema" | "time_out_of_range";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description More than can be taken now: again after `Retry-After` */
        "429.intake_full": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 429;
                    /** @enum {unknown} */
                    code: "intake_full";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description It is at odds with what stands already */
        "409.producer_gap": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 409;
                    /** @enum {unknown} */
                    code: "producer_gap";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description There is no such thing; the nearest name is told */
        "404.source_unknown.type_unknown": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 404;
                    /** @enum {unknown} */
                    code: "source_unknown" | "type_unknown";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description A part of the path is too long */
        "414.refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 414;
                    /** @enum {unknown} */
                    code: "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description A content type that is not taken here */
        "415.refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 415;
                    /** @enum {unknown} */
                    code: "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not now: again after `Retry-After` */
        "503.access_unavailable.log_unavailable": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "access_unavailable" | "log_unavailable";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.producer_header.refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "producer_header" | "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description There is no such thing; the nearest name is told */
        "404.log_unknown": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 404;
                    /** @enum {unknown} */
                    code: "log_unknown";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not now: again after `Retry-After` */
        "503.RegistryController_register": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "access_unavailable" | "registry_unavailable" | "model_unavailable";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.RegistryController_register": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "model_name_invalid" | "malformed" | "model_uri_invalid" | "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description There is no such thing; the nearest name is told */
        "404.model_unknown": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 404;
                    /** @enum {unknown} */
                    code: "model_unknown";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Too large */
        "413.model_too_large.refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 413;
                    /** @enum {unknown} */
                    code: "model_too_large" | "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Well-formed, and refused for what it says */
        "422.model_unreadable": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 422;
                    /** @enum {unknown} */
                    code: "model_unreadable";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not now: again after `Retry-After` */
        "503.access_unavailable.registry_unavailable": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "access_unavailable" | "registry_unavailable";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.model_name_invalid.refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "model_name_invalid" | "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description What is stored is not what it should be: a person must look */
        "500.model_digest_mismatch": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 500;
                    /** @enum {unknown} */
                    code: "model_digest_mismatch";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not now: again after `Retry-After` */
        "503.PredictionStreamController_stream": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "access_unavailable" | "store_unavailable" | "streams_full" | "stopping";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description There is no such thing; the nearest name is told */
        "404.pipeline_unknown": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 404;
                    /** @enum {unknown} */
                    code: "pipeline_unknown";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Well-formed, and refused for what it says */
        "422.no_prediction": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 422;
                    /** @enum {unknown} */
                    code: "no_prediction";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.PredictionStreamController_stream": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "cursor" | "query" | "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description It is at odds with what stands already */
        "409.cursor_ahead": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 409;
                    /** @enum {unknown} */
                    code: "cursor_ahead";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not now: again after `Retry-After` */
        "503.PredictionsController_predict": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "access_unavailable" | "store_unavailable" | "draining" | "log_unavailable" | "busy";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Well-formed, and refused for what it says */
        "422.PredictionsController_predict": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 422;
                    /** @enum {unknown} */
                    code: "no_prediction" | "schema" | "time_out_of_range" | "late" | "future" | "rule" | "not_finite" | "model_failed" | "crash";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.PredictionsController_predict": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "malformed" | "invalid_utf8" | "event_not_object" | "event_too_deep" | "event_too_wide" | "member_refused" | "number_out_of_range" | "text_refused" | "time_malformed" | "rule_failed" | "model_output" | "expression_failed" | "field_absent" | "out_of_range" | "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description It is at odds with what stands already */
        "409.id_reused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 409;
                    /** @enum {unknown} */
                    code: "id_reused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not in time; what was sent is in the log */
        "504.deadline": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 504;
                    /** @enum {unknown} */
                    code: "deadline";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not now: again after `Retry-After` */
        "503.access_unavailable.store_unavailable": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "access_unavailable" | "store_unavailable";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.PredictionsController_list": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "query" | "time_malformed" | "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Well-formed, and refused for what it says */
        "422.time_out_of_range": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 422;
                    /** @enum {unknown} */
                    code: "time_out_of_range";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description There is no such thing; the nearest name is told */
        "404.pipeline_unknown.prediction_unknown": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 404;
                    /** @enum {unknown} */
                    code: "pipeline_unknown" | "prediction_unknown";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not now: again after `Retry-After` */
        "503.PredictionsController_why": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "access_unavailable" | "store_unavailable" | "log_unavailable" | "registry_unavailable";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Well-formed, and refused for what it says */
        "422.model_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 422;
                    /** @enum {unknown} */
                    code: "model_failed";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description What is stored is not what it should be: a person must look */
        "500.model_digest_mismatch.replay_differs": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 500;
                    /** @enum {unknown} */
                    code: "model_digest_mismatch" | "replay_differs";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.query.refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "query" | "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not now: again after `Retry-After` */
        "503.QuarantineController_one": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "access_unavailable" | "store_unavailable" | "log_unavailable";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description There is no such thing; the nearest name is told */
        "404.pipeline_unknown.not_quarantined": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 404;
                    /** @enum {unknown} */
                    code: "pipeline_unknown" | "not_quarantined";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not now: again after `Retry-After` */
        "503.QuarantineController_retry": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "access_unavailable" | "store_unavailable" | "log_unavailable" | "audit_unavailable" | "draining";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description There is no such thing; the nearest name is told */
        "404.QuarantineController_retry": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 404;
                    /** @enum {unknown} */
                    code: "pipeline_unknown" | "not_quarantined" | "type_unknown";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.QuarantineController_retry": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "query" | "malformed" | "invalid_utf8" | "event_not_object" | "event_too_deep" | "event_too_wide" | "member_refused" | "number_out_of_range" | "text_refused" | "time_malformed" | "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description It is at odds with what stands already */
        "409.already_retried.quarantine_dropped": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 409;
                    /** @enum {unknown} */
                    code: "already_retried" | "quarantine_dropped";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Well-formed, and refused for what it says */
        "422.QuarantineController_retry": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 422;
                    /** @enum {unknown} */
                    code: "retry_unchanged" | "schema" | "time_out_of_range";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not now: again after `Retry-After` */
        "503.QuarantineController_drop": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "access_unavailable" | "store_unavailable" | "log_unavailable" | "audit_unavailable";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not now: again after `Retry-After` */
        "503.PipelinesController_deploy": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "access_unavailable" | "store_unavailable" | "registry_unavailable" | "model_unavailable" | "log_unavailable";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.PipelinesController_deploy": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "malformed" | "pipeline_name" | "protection_not_available" | "model_missing" | "model_signature_mismatch" | "model_output_unknown" | "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Well-formed, and refused for what it says */
        "422.document_invalid": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 422;
                    /** @enum {unknown} */
                    code: "document_invalid";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description It is at odds with what stands already */
        "409.source_conflict.source_changed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 409;
                    /** @enum {unknown} */
                    code: "source_conflict" | "source_changed";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Too large */
        "413.refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 413;
                    /** @enum {unknown} */
                    code: "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not now: again after `Retry-After` */
        "503.access_unavailable": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "access_unavailable";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description It is at odds with what stands already */
        "409.no_previous_version.source_conflict": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 409;
                    /** @enum {unknown} */
                    code: "no_previous_version" | "source_conflict";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.PipelinesController_diff": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "malformed" | "pipeline_name" | "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.run_name.refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "run_name" | "refused";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description It is at odds with what stands already */
        "409.source_conflict": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 409;
                    /** @enum {unknown} */
                    code: "source_conflict";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description Not now: again after `Retry-After` */
        "503.TrainingSetsController_trainingSet": {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 503;
                    /** @enum {unknown} */
                    code: "access_unavailable" | "store_unavailable" | "busy" | "stopping" | "log_unavailable";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.cursor.query": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "cursor" | "query";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.query.time_malformed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "query" | "time_malformed";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
        /** @description The request is malformed */
        "400.query": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status: 400;
                    /** @enum {unknown} */
                    code: "query";
                } & WithRequired<components["schemas"]["Problem"], "status" | "code">;
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    EventsController_sendTyped: {
        parameters: {
            query?: never;
            header?: {
                /** @description Line number of the first line of this request, from 1 */
                "Millrace-First-Line"?: number;
                /** @description Names the sender of numbered lines: lines that the log has already are not taken again */
                "Millrace-Producer"?: string;
            };
            path: {
                source: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Event"] | components["schemas"]["Event"][];
                "application/x-ndjson": string;
                "application/cloudevents+json": components["schemas"]["CloudEvent"];
                "application/cloudevents-batch+json": components["schemas"]["CloudEvent"][];
            };
        };
        responses: {
            /** @description Counts of a batch, with the refused lines */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Intake"];
                };
            };
            /** @description One event, durable in the log */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["400.EventsController_sendTyped"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.source_unknown.type_unknown"];
            409: components["responses"]["409.producer_gap"];
            413: components["responses"]["413.event_too_large.refused"];
            414: components["responses"]["414.refused"];
            415: components["responses"]["415.refused"];
            422: components["responses"]["422.schema.time_out_of_range"];
            429: components["responses"]["429.intake_full"];
            503: components["responses"]["503.EventsController_sendTyped"];
        };
    };
    EventsController_sendMixed: {
        parameters: {
            query?: never;
            header?: {
                /** @description Line number of the first line of this request, from 1 */
                "Millrace-First-Line"?: number;
                /** @description Names the sender of numbered lines: lines that the log has already are not taken again */
                "Millrace-Producer"?: string;
            };
            path: {
                source: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    type: string;
                    event: components["schemas"]["Event"];
                } | {
                    type: string;
                    event: components["schemas"]["Event"];
                }[];
                "application/x-ndjson": string;
                "application/cloudevents+json": components["schemas"]["CloudEvent"];
                "application/cloudevents-batch+json": components["schemas"]["CloudEvent"][];
            };
        };
        responses: {
            /** @description Counts of a batch, with the refused lines */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Intake"];
                };
            };
            /** @description One event, durable in the log */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["400.EventsController_sendTyped"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.source_unknown.type_unknown"];
            409: components["responses"]["409.producer_gap"];
            413: components["responses"]["413.event_too_large.refused"];
            414: components["responses"]["414.refused"];
            415: components["responses"]["415.refused"];
            422: components["responses"]["422.schema.time_out_of_range"];
            429: components["responses"]["429.intake_full"];
            503: components["responses"]["503.EventsController_sendTyped"];
        };
    };
    EventsController_producer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
                producer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 0 where it has none */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LastLine"];
                };
            };
            400: components["responses"]["400.producer_header.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.log_unknown"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.access_unavailable.log_unavailable"];
        };
    };
    RegistryController_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelVersions"];
                };
            };
            400: components["responses"]["400.model_name_invalid.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.model_unknown"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.access_unavailable.registry_unavailable"];
        };
    };
    RegistryController_register: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string | {
                    /**
                     * @example tfserving+grpc://serving:8500/fraud/3
                     * @example v2+http://triton:8000/fraud
                     */
                    uri: string;
                };
                "application/json": string | {
                    /**
                     * @example tfserving+grpc://serving:8500/fraud/3
                     * @example v2+http://triton:8000/fraud
                     */
                    uri: string;
                };
            };
        };
        responses: {
            /** @description The version that has these bytes, or this URI */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["400.RegistryController_register"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.model_unknown"];
            413: components["responses"]["413.model_too_large.refused"];
            414: components["responses"]["414.refused"];
            415: components["responses"]["415.refused"];
            422: components["responses"]["422.model_unreadable"];
            503: components["responses"]["503.RegistryController_register"];
        };
    };
    RegistryController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            401: components["responses"]["401.unauthenticated"];
            503: components["responses"]["503.access_unavailable.registry_unavailable"];
        };
    };
    RegistryController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["400.model_name_invalid.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.model_unknown"];
            414: components["responses"]["414.refused"];
            422: components["responses"]["422.model_unreadable"];
            500: components["responses"]["500.model_digest_mismatch"];
            503: components["responses"]["503.RegistryController_register"];
        };
    };
    PredictionStreamController_stream: {
        parameters: {
            query?: {
                /** @description Each event as a CloudEvent; so does `Accept: application/cloudevents+json` */
                format?: "cloudevents";
                /** @description Of this entity only */
                key?: string;
                /** @description The same as a parameter; the header comes first. `start` begins with the first prediction */
                after?: unknown;
            };
            header?: {
                /** @description Cursor: the id of the last event that came */
                "Last-Event-ID"?: string;
            };
            path: {
                pipeline: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream; it ends when the application stops */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["400.PredictionStreamController_stream"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            409: components["responses"]["409.cursor_ahead"];
            414: components["responses"]["414.refused"];
            422: components["responses"]["422.no_prediction"];
            503: components["responses"]["503.PredictionStreamController_stream"];
        };
    };
    PredictionsController_list: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                limit?: number;
                /** @description Event time, RFC 3339, not included */
                to?: string;
                /** @description Event time, RFC 3339, included */
                from?: string;
                /** @description Of this entity only */
                key?: string;
            };
            header?: never;
            path: {
                pipeline: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    /** @description The next page, as `<...>; rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PredictionPage"];
                };
            };
            400: components["responses"]["400.PredictionsController_list"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            414: components["responses"]["414.refused"];
            422: components["responses"]["422.time_out_of_range"];
            503: components["responses"]["503.access_unavailable.store_unavailable"];
        };
    };
    PredictionsController_predict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Event"];
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description The prediction; its record is durable */
            200: {
                headers: {
                    /** @description Where the prediction stands */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prediction"];
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["400.PredictionsController_predict"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            409: components["responses"]["409.id_reused"];
            413: components["responses"]["413.event_too_large.refused"];
            414: components["responses"]["414.refused"];
            415: components["responses"]["415.refused"];
            422: components["responses"]["422.PredictionsController_predict"];
            429: components["responses"]["429.intake_full"];
            503: components["responses"]["503.PredictionsController_predict"];
            504: components["responses"]["504.deadline"];
        };
    };
    PredictionsController_byId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The prediction */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Prediction"];
                };
            };
            400: components["responses"]["400.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown.prediction_unknown"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.access_unavailable.store_unavailable"];
        };
    };
    PredictionsController_why: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was stored beside what is computed now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            400: components["responses"]["400.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown.prediction_unknown"];
            414: components["responses"]["414.refused"];
            422: components["responses"]["422.model_failed"];
            500: components["responses"]["500.model_digest_mismatch.replay_differs"];
            503: components["responses"]["503.PredictionsController_why"];
        };
    };
    PredictionsController_setAside: {
        parameters: {
            query?: {
                /** @description Those below this position */
                before?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                limit?: number;
                disposition?: "late" | "duplicate" | "quarantined";
            };
            header?: never;
            path: {
                pipeline: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    /** @description The next page, as `<...>; rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetAsidePage"];
                };
            };
            400: components["responses"]["400.query.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.access_unavailable.store_unavailable"];
        };
    };
    QuarantineController_list: {
        parameters: {
            query?: {
                /** @description `next_before` of the page before */
                before?: unknown;
                limit?: unknown;
                /** @description Reason, such as rule or model_failed */
                code?: unknown;
                /** @description open (default): neither tried again nor given up */
                state?: "open" | "all";
            };
            header?: never;
            path: {
                pipeline: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinePage"];
                };
            };
            400: components["responses"]["400.query.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.access_unavailable.store_unavailable"];
        };
    };
    QuarantineController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline: string;
                position: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinedEvent"];
                };
            };
            400: components["responses"]["400.query.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown.not_quarantined"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.QuarantineController_one"];
        };
    };
    QuarantineController_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline: string;
                position: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description What became of the new record; `disposition` is null when it was not committed within the deadline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retry"];
                };
            };
            400: components["responses"]["400.QuarantineController_retry"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.QuarantineController_retry"];
            409: components["responses"]["409.already_retried.quarantine_dropped"];
            413: components["responses"]["413.event_too_large.refused"];
            414: components["responses"]["414.refused"];
            415: components["responses"]["415.refused"];
            422: components["responses"]["422.QuarantineController_retry"];
            429: components["responses"]["429.intake_full"];
            503: components["responses"]["503.QuarantineController_retry"];
        };
    };
    QuarantineController_drop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline: string;
                position: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is given up */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dropped"];
                };
            };
            400: components["responses"]["400.query.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown.not_quarantined"];
            409: components["responses"]["409.already_retried.quarantine_dropped"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.QuarantineController_drop"];
        };
    };
    PipelinesController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PipelineList"];
                };
            };
            401: components["responses"]["401.unauthenticated"];
            503: components["responses"]["503.QuarantineController_one"];
        };
    };
    PipelinesController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pipeline or run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PipelineStatus"];
                };
            };
            400: components["responses"]["400.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.QuarantineController_one"];
        };
    };
    PipelinesController_deploy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Deployment"];
            };
        };
        responses: {
            /** @description It is live, or was already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployed"];
                };
            };
            /** @description A new pipeline is live */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployed"];
                };
            };
            /** @description The state of changed features is being built from the log; then the lane goes over to it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployed"];
                };
            };
            400: components["responses"]["400.PipelinesController_deploy"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.model_unknown"];
            409: components["responses"]["409.source_conflict.source_changed"];
            413: components["responses"]["413.refused"];
            414: components["responses"]["414.refused"];
            415: components["responses"]["415.refused"];
            422: components["responses"]["422.document_invalid"];
            500: components["responses"]["500.model_digest_mismatch"];
            503: components["responses"]["503.PipelinesController_deploy"];
        };
    };
    PipelinesController_retire: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The names of what was retired */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retired"];
                };
            };
            400: components["responses"]["400.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.access_unavailable.store_unavailable"];
        };
    };
    PipelinesController_plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            400: components["responses"]["400.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.access_unavailable"];
        };
    };
    PipelinesController_rollBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version before is live */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployed"];
                };
            };
            /** @description Its state is being built; then the lane goes over to it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployed"];
                };
            };
            400: components["responses"]["400.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            409: components["responses"]["409.no_previous_version.source_conflict"];
            414: components["responses"]["414.refused"];
            500: components["responses"]["500.model_digest_mismatch"];
            503: components["responses"]["503.PipelinesController_deploy"];
        };
    };
    PipelinesController_diff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Deployment"];
            };
        };
        responses: {
            /** @description What would change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDiff"];
                };
            };
            400: components["responses"]["400.PipelinesController_diff"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            413: components["responses"]["413.refused"];
            414: components["responses"]["414.refused"];
            415: components["responses"]["415.refused"];
            422: components["responses"]["422.document_invalid"];
            503: components["responses"]["503.access_unavailable"];
        };
    };
    PipelinesController_createRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pipeline: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["400.run_name.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            409: components["responses"]["409.source_conflict"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.PredictionsController_why"];
        };
    };
    TrainingSetsController_trainingSet: {
        parameters: {
            query?: {
                format?: "parquet" | "ndjson";
                /** @description Event time, RFC 3339, not included */
                to?: unknown;
                /** @description Event time, RFC 3339, included */
                from?: unknown;
            };
            header?: never;
            path: {
                pipeline: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["400.query.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.TrainingSetsController_trainingSet"];
        };
    };
    HealthController_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Health Check is successful */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @example ok
                         * @enum {string}
                         */
                        status?: "ok" | "degraded";
                        /**
                         * @example {
                         *       "database": {
                         *         "status": "up",
                         *         "responseTime": 12
                         *       }
                         *     }
                         */
                        info?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        } | null;
                        /** @example {} */
                        error?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        } | null;
                        /**
                         * @example {
                         *       "database": {
                         *         "status": "up",
                         *         "responseTime": 12
                         *       }
                         *     }
                         */
                        details?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        };
                    };
                };
            };
            /** @description The Health Check is not successful */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @example error
                         * @enum {string}
                         */
                        status?: "error" | "shutting_down";
                        /**
                         * @example {
                         *       "database": {
                         *         "status": "up",
                         *         "responseTime": 12
                         *       }
                         *     }
                         */
                        info?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        } | null;
                        /**
                         * @example {
                         *       "redis": {
                         *         "status": "down",
                         *         "message": "Could not connect",
                         *         "responseTime": 3005
                         *       }
                         *     }
                         */
                        error?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        } | null;
                        /**
                         * @example {
                         *       "database": {
                         *         "status": "up",
                         *         "responseTime": 12
                         *       },
                         *       "redis": {
                         *         "status": "down",
                         *         "message": "Could not connect",
                         *         "responseTime": 3005
                         *       }
                         *     }
                         */
                        details?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        };
                    };
                };
            };
        };
    };
    HealthController_startup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Health Check is successful */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @example ok
                         * @enum {string}
                         */
                        status?: "ok" | "degraded";
                        /**
                         * @example {
                         *       "database": {
                         *         "status": "up",
                         *         "responseTime": 12
                         *       }
                         *     }
                         */
                        info?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        } | null;
                        /** @example {} */
                        error?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        } | null;
                        /**
                         * @example {
                         *       "database": {
                         *         "status": "up",
                         *         "responseTime": 12
                         *       }
                         *     }
                         */
                        details?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        };
                    };
                };
            };
            /** @description The Health Check is not successful */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @example error
                         * @enum {string}
                         */
                        status?: "error" | "shutting_down";
                        /**
                         * @example {
                         *       "database": {
                         *         "status": "up",
                         *         "responseTime": 12
                         *       }
                         *     }
                         */
                        info?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        } | null;
                        /**
                         * @example {
                         *       "redis": {
                         *         "status": "down",
                         *         "message": "Could not connect",
                         *         "responseTime": 3005
                         *       }
                         *     }
                         */
                        error?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        } | null;
                        /**
                         * @example {
                         *       "database": {
                         *         "status": "up",
                         *         "responseTime": 12
                         *       },
                         *       "redis": {
                         *         "status": "down",
                         *         "message": "Could not connect",
                         *         "responseTime": 3005
                         *       }
                         *     }
                         */
                        details?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        };
                    };
                };
            };
        };
    };
    HealthController_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The Health Check is successful */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @example ok
                         * @enum {string}
                         */
                        status?: "ok" | "degraded";
                        /**
                         * @example {
                         *       "database": {
                         *         "status": "up",
                         *         "responseTime": 12
                         *       }
                         *     }
                         */
                        info?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        } | null;
                        /** @example {} */
                        error?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        } | null;
                        /**
                         * @example {
                         *       "database": {
                         *         "status": "up",
                         *         "responseTime": 12
                         *       }
                         *     }
                         */
                        details?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        };
                    };
                };
            };
            /** @description The Health Check is not successful */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @example error
                         * @enum {string}
                         */
                        status?: "error" | "shutting_down";
                        /**
                         * @example {
                         *       "database": {
                         *         "status": "up",
                         *         "responseTime": 12
                         *       }
                         *     }
                         */
                        info?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        } | null;
                        /**
                         * @example {
                         *       "redis": {
                         *         "status": "down",
                         *         "message": "Could not connect",
                         *         "responseTime": 3005
                         *       }
                         *     }
                         */
                        error?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        } | null;
                        /**
                         * @example {
                         *       "database": {
                         *         "status": "up",
                         *         "responseTime": 12
                         *       },
                         *       "redis": {
                         *         "status": "down",
                         *         "message": "Could not connect",
                         *         "responseTime": 3005
                         *       }
                         *     }
                         */
                        details?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "degraded" | "down";
                                /** @description Time the health indicator took to respond, in ms */
                                responseTime?: number;
                            } & {
                                [key: string]: unknown;
                            };
                        };
                    };
                };
            };
        };
    };
    StatusController_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            401: components["responses"]["401.unauthenticated"];
            503: components["responses"]["503.QuarantineController_one"];
        };
    };
    StatusController_stream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does not end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            401: components["responses"]["401.unauthenticated"];
            503: components["responses"]["503.access_unavailable"];
        };
    };
    scoring_get_v2_health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    scoring_get_v2_health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    scoring_get_v2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    scoring_get_v2_models_model_: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    scoring_get_v2_models_model_versions_version_: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    scoring_get_v2_models_model_ready: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    scoring_get_v2_models_model_versions_version_ready: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    scoring_post_v2_models_model_infer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    scoring_post_v2_models_model_versions_version_infer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    scoring_get_v1_models_model_: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    scoring_get_v1_models_model_versions_version_: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    scoring_get_v1_models_model_metadata: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    scoring_get_v1_models_model_versions_version_metadata: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    scoring_post_v1_models_model_predict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    scoring_post_v1_models_model_versions_version_predict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description As the protocol says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description What is wrong, in words */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description What is wrong, in words */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    "card-fraud_post__v1_events_payments_payment": {
        parameters: {
            query?: never;
            header?: {
                /** @description Line number of the first line of this request, from 1 */
                "Millrace-First-Line"?: number;
                /** @description Names the sender of numbered lines: lines that the log has already are not taken again */
                "Millrace-Producer"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["payments.payment"] | components["schemas"]["payments.payment"][];
                "application/x-ndjson": string;
                "application/cloudevents+json": components["schemas"]["CloudEvent"];
                "application/cloudevents-batch+json": components["schemas"]["CloudEvent"][];
            };
        };
        responses: {
            /** @description Counts of a batch, with the refused lines */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Intake"];
                };
            };
            /** @description One event, durable in the log */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["400.EventsController_sendTyped"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.source_unknown.type_unknown"];
            409: components["responses"]["409.producer_gap"];
            413: components["responses"]["413.event_too_large.refused"];
            415: components["responses"]["415.refused"];
            422: components["responses"]["422.schema.time_out_of_range"];
            429: components["responses"]["429.intake_full"];
            503: components["responses"]["503.EventsController_sendTyped"];
        };
    };
    "card-fraud_post__v1_events_payments_chargeback": {
        parameters: {
            query?: never;
            header?: {
                /** @description Line number of the first line of this request, from 1 */
                "Millrace-First-Line"?: number;
                /** @description Names the sender of numbered lines: lines that the log has already are not taken again */
                "Millrace-Producer"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["payments.chargeback"] | components["schemas"]["payments.chargeback"][];
                "application/x-ndjson": string;
                "application/cloudevents+json": components["schemas"]["CloudEvent"];
                "application/cloudevents-batch+json": components["schemas"]["CloudEvent"][];
            };
        };
        responses: {
            /** @description Counts of a batch, with the refused lines */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Intake"];
                };
            };
            /** @description One event, durable in the log */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["400.EventsController_sendTyped"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.source_unknown.type_unknown"];
            409: components["responses"]["409.producer_gap"];
            413: components["responses"]["413.event_too_large.refused"];
            415: components["responses"]["415.refused"];
            422: components["responses"]["422.schema.time_out_of_range"];
            429: components["responses"]["429.intake_full"];
            503: components["responses"]["503.EventsController_sendTyped"];
        };
    };
    "card-fraud_post__v1_events_payments": {
        parameters: {
            query?: never;
            header?: {
                /** @description Line number of the first line of this request, from 1 */
                "Millrace-First-Line"?: number;
                /** @description Names the sender of numbered lines: lines that the log has already are not taken again */
                "Millrace-Producer"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    type: string;
                    event: components["schemas"]["Event"];
                } | {
                    type: string;
                    event: components["schemas"]["Event"];
                }[];
                "application/x-ndjson": string;
                "application/cloudevents+json": components["schemas"]["CloudEvent"];
                "application/cloudevents-batch+json": components["schemas"]["CloudEvent"][];
            };
        };
        responses: {
            /** @description Counts of a batch, with the refused lines */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Intake"];
                };
            };
            /** @description One event, durable in the log */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["400.EventsController_sendTyped"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.source_unknown.type_unknown"];
            409: components["responses"]["409.producer_gap"];
            413: components["responses"]["413.event_too_large.refused"];
            415: components["responses"]["415.refused"];
            422: components["responses"]["422.schema.time_out_of_range"];
            429: components["responses"]["429.intake_full"];
            503: components["responses"]["503.EventsController_sendTyped"];
        };
    };
    "card-fraud_get__v1_pipelines_card_fraud_predictions_stream": {
        parameters: {
            query?: {
                /** @description Each event as a CloudEvent; so does `Accept: application/cloudevents+json` */
                format?: "cloudevents";
                /** @description Of this entity only */
                key?: string;
                /** @description The same as a parameter; the header comes first. `start` begins with the first prediction */
                after?: unknown;
            };
            header?: {
                /** @description Cursor: the id of the last event that came */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream; it ends when the application stops */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["400.cursor.query"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            409: components["responses"]["409.cursor_ahead"];
            422: components["responses"]["422.no_prediction"];
            503: components["responses"]["503.PredictionStreamController_stream"];
        };
    };
    "card-fraud_get__v1_pipelines_card_fraud_predictions": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                limit?: number;
                /** @description Event time, RFC 3339, not included */
                to?: string;
                /** @description Event time, RFC 3339, included */
                from?: string;
                /** @description Of this entity only */
                key?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    /** @description The next page, as `<...>; rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PredictionPage"];
                };
            };
            400: components["responses"]["400.query.time_malformed"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            422: components["responses"]["422.time_out_of_range"];
            503: components["responses"]["503.access_unavailable.store_unavailable"];
        };
    };
    "card-fraud_post__v1_pipelines_card_fraud_predictions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["payments.payment"];
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description The prediction; its record is durable */
            200: {
                headers: {
                    /** @description Where the prediction stands */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["card-fraud.Prediction"];
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["400.PredictionsController_predict"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            409: components["responses"]["409.id_reused"];
            413: components["responses"]["413.event_too_large.refused"];
            415: components["responses"]["415.refused"];
            422: components["responses"]["422.PredictionsController_predict"];
            429: components["responses"]["429.intake_full"];
            503: components["responses"]["503.PredictionsController_predict"];
            504: components["responses"]["504.deadline"];
        };
    };
    "card-fraud_get__v1_pipelines_card_fraud_predictions_id_": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The prediction */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["card-fraud.Prediction"];
                };
            };
            400: components["responses"]["400.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown.prediction_unknown"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.access_unavailable.store_unavailable"];
        };
    };
    "card-fraud_get__v1_pipelines_card_fraud_predictions_id_why": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was stored beside what is computed now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            400: components["responses"]["400.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown.prediction_unknown"];
            414: components["responses"]["414.refused"];
            422: components["responses"]["422.model_failed"];
            500: components["responses"]["500.model_digest_mismatch.replay_differs"];
            503: components["responses"]["503.PredictionsController_why"];
        };
    };
    "card-fraud_get__v1_pipelines_card_fraud_set_aside": {
        parameters: {
            query?: {
                /** @description Those below this position */
                before?: number;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                limit?: number;
                disposition?: "late" | "duplicate" | "quarantined";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    /** @description The next page, as `<...>; rel="next"` */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetAsidePage"];
                };
            };
            400: components["responses"]["400.query"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            503: components["responses"]["503.access_unavailable.store_unavailable"];
        };
    };
    "card-fraud_get__v1_pipelines_card_fraud_quarantine": {
        parameters: {
            query?: {
                /** @description `next_before` of the page before */
                before?: unknown;
                limit?: unknown;
                /** @description Reason, such as rule or model_failed */
                code?: unknown;
                /** @description open (default): neither tried again nor given up */
                state?: "open" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinePage"];
                };
            };
            400: components["responses"]["400.query"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            503: components["responses"]["503.access_unavailable.store_unavailable"];
        };
    };
    "card-fraud_get__v1_pipelines_card_fraud_quarantine_position_": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                position: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinedEvent"];
                };
            };
            400: components["responses"]["400.query.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown.not_quarantined"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.QuarantineController_one"];
        };
    };
    "card-fraud_post__v1_pipelines_card_fraud_quarantine_position_retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                position: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description What became of the new record; `disposition` is null when it was not committed within the deadline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retry"];
                };
            };
            400: components["responses"]["400.QuarantineController_retry"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.QuarantineController_retry"];
            409: components["responses"]["409.already_retried.quarantine_dropped"];
            413: components["responses"]["413.event_too_large.refused"];
            414: components["responses"]["414.refused"];
            415: components["responses"]["415.refused"];
            422: components["responses"]["422.QuarantineController_retry"];
            429: components["responses"]["429.intake_full"];
            503: components["responses"]["503.QuarantineController_retry"];
        };
    };
    "card-fraud_post__v1_pipelines_card_fraud_quarantine_position_drop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                position: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is given up */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dropped"];
                };
            };
            400: components["responses"]["400.query.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown.not_quarantined"];
            409: components["responses"]["409.already_retried.quarantine_dropped"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.QuarantineController_drop"];
        };
    };
    "card-fraud_get__v1_pipelines_card_fraud_plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            503: components["responses"]["503.access_unavailable"];
        };
    };
    "card-fraud_post__v1_pipelines_card_fraud_rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version before is live */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployed"];
                };
            };
            /** @description Its state is being built; then the lane goes over to it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployed"];
                };
            };
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            409: components["responses"]["409.no_previous_version.source_conflict"];
            500: components["responses"]["500.model_digest_mismatch"];
            503: components["responses"]["503.PipelinesController_deploy"];
        };
    };
    "card-fraud_post__v1_pipelines_card_fraud_diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Deployment"];
            };
        };
        responses: {
            /** @description What would change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDiff"];
                };
            };
            400: components["responses"]["400.PipelinesController_diff"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            413: components["responses"]["413.refused"];
            415: components["responses"]["415.refused"];
            422: components["responses"]["422.document_invalid"];
            503: components["responses"]["503.access_unavailable"];
        };
    };
    "card-fraud_put__v1_pipelines_card_fraud_runs_name_": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            400: components["responses"]["400.run_name.refused"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            409: components["responses"]["409.source_conflict"];
            414: components["responses"]["414.refused"];
            503: components["responses"]["503.PredictionsController_why"];
        };
    };
    "card-fraud_get__v1_pipelines_card_fraud_training_set": {
        parameters: {
            query?: {
                format?: "parquet" | "ndjson";
                /** @description Event time, RFC 3339, not included */
                to?: unknown;
                /** @description Event time, RFC 3339, included */
                from?: unknown;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["400.query"];
            401: components["responses"]["401.unauthenticated"];
            404: components["responses"]["404.pipeline_unknown"];
            503: components["responses"]["503.TrainingSetsController_trainingSet"];
        };
    };
}
type WithRequired<T, K extends keyof T> = T & {
    [P in K]-?: T[P];
};

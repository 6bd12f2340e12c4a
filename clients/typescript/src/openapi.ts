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
        TensorAnswer: {
            name: string;
            /** @description Element type; null for what is no tensor */
            type: string | null;
            /** @description Sizes; null where the model leaves one open */
            shape: (number | null)[];
        };
        ModelAnswer: {
            name: string;
            /** @description From 1, without a gap */
            version: number;
            /** @description SHA-256 of the file, hex; of a model on another server, of its URI */
            digest: string;
            /**
             * @description What the artifact is: a file, or the URI of a model on another server
             * @enum {string}
             */
            format: "onnx" | "tensorflow-serving" | "open-inference";
            size_bytes: number;
            /** Format: date-time */
            registered_at: string;
            inputs: components["schemas"]["TensorAnswer"][];
            outputs: components["schemas"]["TensorAnswer"][];
        };
        ModelVersionAnswer: {
            name: string;
            /** @description From 1, without a gap */
            version: number;
            /** @description SHA-256 of the file, hex; of a model on another server, of its URI */
            digest: string;
            /**
             * @description What the artifact is: a file, or the URI of a model on another server
             * @enum {string}
             */
            format: "onnx" | "tensorflow-serving" | "open-inference";
            size_bytes: number;
            /** Format: date-time */
            registered_at: string;
        };
        ModelListAnswer: {
            /** @description The newest version of every name */
            models: components["schemas"]["ModelVersionAnswer"][];
        };
        ModelVersionsAnswer: {
            name: string;
            /** @description Newest first */
            versions: components["schemas"]["ModelVersionAnswer"][];
        };
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
        Accepted: {
            accepted: number;
            repeated: number;
            /** @description Null where the log has them from before, or none was taken */
            position: number | null;
        };
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
            /** @description Why the fallback answered */
            degraded: string | null;
            /** Format: date-time */
            arrived_at: string;
            /** Format: date-time */
            predicted_at: string;
        };
        SetAside: {
            position: number;
            /** @enum {unknown} */
            disposition: "late" | "duplicate" | "quarantined";
            code: string;
            reason: string;
            event_id: string | null;
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
            /** @description The entity's key */
            subject?: string;
            /** Format: date-time */
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            data: components["schemas"]["Prediction"];
        };
        PredictionPage: {
            predictions: components["schemas"]["Prediction"][];
            /** @description Of the next page, whose address is in the `Link` header; null on the last */
            next_cursor: string | null;
        };
        SetAsidePage: {
            records: components["schemas"]["SetAside"][];
            /** @description Of the next page, whose address is in the `Link` header; null on the last */
            next_cursor: string | null;
        };
        /** @description An RFC 9457 problem. `type` leads to the page of its code; `code` is stable, the words of `detail` are not. */
        Problem: {
            /** Format: uri-reference */
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            faults?: Record<string, unknown>[];
        };
        /** @description the same call may succeed later */
        "Problem.access_unavailable": {
            /** @constant */
            type?: "https://millrace.dev/errors/access_unavailable";
            /** @constant */
            code?: "access_unavailable";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.admin_key_invalid": {
            /** @constant */
            type?: "https://millrace.dev/errors/admin_key_invalid";
            /** @constant */
            code?: "admin_key_invalid";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.already_retried": {
            /** @constant */
            type?: "https://millrace.dev/errors/already_retried";
            /** @constant */
            code?: "already_retried";
            /** @example 409 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.audit_unavailable": {
            /** @constant */
            type?: "https://millrace.dev/errors/audit_unavailable";
            /** @constant */
            code?: "audit_unavailable";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.busy": {
            /** @constant */
            type?: "https://millrace.dev/errors/busy";
            /** @constant */
            code?: "busy";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.cancelled": {
            /** @constant */
            type?: "https://millrace.dev/errors/cancelled";
            /** @constant */
            code?: "cancelled";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.cloudevent": {
            /** @constant */
            type?: "https://millrace.dev/errors/cloudevent";
            /** @constant */
            code?: "cloudevent";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.cursor": {
            /** @constant */
            type?: "https://millrace.dev/errors/cursor";
            /** @constant */
            code?: "cursor";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.cursor_ahead": {
            /** @constant */
            type?: "https://millrace.dev/errors/cursor_ahead";
            /** @constant */
            code?: "cursor_ahead";
            /** @example 409 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.deadline": {
            /** @constant */
            type?: "https://millrace.dev/errors/deadline";
            /** @constant */
            code?: "deadline";
            /** @example 504 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.document_invalid": {
            /** @constant */
            type?: "https://millrace.dev/errors/document_invalid";
            /** @constant */
            code?: "document_invalid";
            /** @example 422 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.draining": {
            /** @constant */
            type?: "https://millrace.dev/errors/draining";
            /** @constant */
            code?: "draining";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.duration_malformed": {
            /** @constant */
            type?: "https://millrace.dev/errors/duration_malformed";
            /** @constant */
            code?: "duration_malformed";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.event_not_object": {
            /** @constant */
            type?: "https://millrace.dev/errors/event_not_object";
            /** @constant */
            code?: "event_not_object";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.event_too_deep": {
            /** @constant */
            type?: "https://millrace.dev/errors/event_too_deep";
            /** @constant */
            code?: "event_too_deep";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.event_too_large": {
            /** @constant */
            type?: "https://millrace.dev/errors/event_too_large";
            /** @constant */
            code?: "event_too_large";
            /** @example 413 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.event_too_wide": {
            /** @constant */
            type?: "https://millrace.dev/errors/event_too_wide";
            /** @constant */
            code?: "event_too_wide";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.expression_failed": {
            /** @constant */
            type?: "https://millrace.dev/errors/expression_failed";
            /** @constant */
            code?: "expression_failed";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.field_absent": {
            /** @constant */
            type?: "https://millrace.dev/errors/field_absent";
            /** @constant */
            code?: "field_absent";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.follower_behind": {
            /** @constant */
            type?: "https://millrace.dev/errors/follower_behind";
            /** @constant */
            code?: "follower_behind";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.follower_crashed": {
            /** @constant */
            type?: "https://millrace.dev/errors/follower_crashed";
            /** @constant */
            code?: "follower_crashed";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.follower_interrupted": {
            /** @constant */
            type?: "https://millrace.dev/errors/follower_interrupted";
            /** @constant */
            code?: "follower_interrupted";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.follower_lost": {
            /** @constant */
            type?: "https://millrace.dev/errors/follower_lost";
            /** @constant */
            code?: "follower_lost";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the event is in the log and gets no prediction; its record says why */
        "Problem.future": {
            /** @constant */
            type?: "https://millrace.dev/errors/future";
            /** @constant */
            code?: "future";
            /** @example 422 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.grpc_port": {
            /** @constant */
            type?: "https://millrace.dev/errors/grpc_port";
            /** @constant */
            code?: "grpc_port";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the event is in the log and gets no prediction; its record says why */
        "Problem.id_reused": {
            /** @constant */
            type?: "https://millrace.dev/errors/id_reused";
            /** @constant */
            code?: "id_reused";
            /** @example 409 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.intake_full": {
            /** @constant */
            type?: "https://millrace.dev/errors/intake_full";
            /** @constant */
            code?: "intake_full";
            /** @example 429 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.invalid_utf8": {
            /** @constant */
            type?: "https://millrace.dev/errors/invalid_utf8";
            /** @constant */
            code?: "invalid_utf8";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.kafka_login": {
            /** @constant */
            type?: "https://millrace.dev/errors/kafka_login";
            /** @constant */
            code?: "kafka_login";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.kafka_not_authorized": {
            /** @constant */
            type?: "https://millrace.dev/errors/kafka_not_authorized";
            /** @constant */
            code?: "kafka_not_authorized";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.kafka_settings": {
            /** @constant */
            type?: "https://millrace.dev/errors/kafka_settings";
            /** @constant */
            code?: "kafka_settings";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.kafka_tls": {
            /** @constant */
            type?: "https://millrace.dev/errors/kafka_tls";
            /** @constant */
            code?: "kafka_tls";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.kafka_topic": {
            /** @constant */
            type?: "https://millrace.dev/errors/kafka_topic";
            /** @constant */
            code?: "kafka_topic";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.key_changed": {
            /** @constant */
            type?: "https://millrace.dev/errors/key_changed";
            /** @constant */
            code?: "key_changed";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.key_invalid": {
            /** @constant */
            type?: "https://millrace.dev/errors/key_invalid";
            /** @constant */
            code?: "key_invalid";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.key_name_invalid": {
            /** @constant */
            type?: "https://millrace.dev/errors/key_name_invalid";
            /** @constant */
            code?: "key_name_invalid";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.key_unknown": {
            /** @constant */
            type?: "https://millrace.dev/errors/key_unknown";
            /** @constant */
            code?: "key_unknown";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.lane_crashed": {
            /** @constant */
            type?: "https://millrace.dev/errors/lane_crashed";
            /** @constant */
            code?: "lane_crashed";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.lane_lost": {
            /** @constant */
            type?: "https://millrace.dev/errors/lane_lost";
            /** @constant */
            code?: "lane_lost";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.lane_owned": {
            /** @constant */
            type?: "https://millrace.dev/errors/lane_owned";
            /** @constant */
            code?: "lane_owned";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the event is in the log and gets no prediction; its record says why */
        "Problem.late": {
            /** @constant */
            type?: "https://millrace.dev/errors/late";
            /** @constant */
            code?: "late";
            /** @example 422 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.log_gap": {
            /** @constant */
            type?: "https://millrace.dev/errors/log_gap";
            /** @constant */
            code?: "log_gap";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.log_moved": {
            /** @constant */
            type?: "https://millrace.dev/errors/log_moved";
            /** @constant */
            code?: "log_moved";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.log_short": {
            /** @constant */
            type?: "https://millrace.dev/errors/log_short";
            /** @constant */
            code?: "log_short";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.log_shorter": {
            /** @constant */
            type?: "https://millrace.dev/errors/log_shorter";
            /** @constant */
            code?: "log_shorter";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.log_truncated": {
            /** @constant */
            type?: "https://millrace.dev/errors/log_truncated";
            /** @constant */
            code?: "log_truncated";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.log_unavailable": {
            /** @constant */
            type?: "https://millrace.dev/errors/log_unavailable";
            /** @constant */
            code?: "log_unavailable";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.log_unknown": {
            /** @constant */
            type?: "https://millrace.dev/errors/log_unknown";
            /** @constant */
            code?: "log_unknown";
            /** @example 404 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the document, map or schema must be mended; the message comes with file, line and column; or: this input never succeeds */
        "Problem.malformed": {
            /** @constant */
            type?: "https://millrace.dev/errors/malformed";
            /** @constant */
            code?: "malformed";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.member_refused": {
            /** @constant */
            type?: "https://millrace.dev/errors/member_refused";
            /** @constant */
            code?: "member_refused";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.model_busy": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_busy";
            /** @constant */
            code?: "model_busy";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.model_deadline": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_deadline";
            /** @constant */
            code?: "model_deadline";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.model_digest_mismatch": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_digest_mismatch";
            /** @constant */
            code?: "model_digest_mismatch";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later; or: this input never succeeds */
        "Problem.model_failed": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_failed";
            /** @constant */
            code?: "model_failed";
            /** @example 422 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.model_incompatible": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_incompatible";
            /** @constant */
            code?: "model_incompatible";
            /** @example 409 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.model_missing": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_missing";
            /** @constant */
            code?: "model_missing";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.model_name_invalid": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_name_invalid";
            /** @constant */
            code?: "model_name_invalid";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.model_not_loaded": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_not_loaded";
            /** @constant */
            code?: "model_not_loaded";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.model_output": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_output";
            /** @constant */
            code?: "model_output";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.model_output_unknown": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_output_unknown";
            /** @constant */
            code?: "model_output_unknown";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.model_signature_mismatch": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_signature_mismatch";
            /** @constant */
            code?: "model_signature_mismatch";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.model_signature_unknown": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_signature_unknown";
            /** @constant */
            code?: "model_signature_unknown";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.model_too_large": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_too_large";
            /** @constant */
            code?: "model_too_large";
            /** @example 413 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.model_unavailable": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_unavailable";
            /** @constant */
            code?: "model_unavailable";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.model_unknown": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_unknown";
            /** @constant */
            code?: "model_unknown";
            /** @example 404 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.model_unreadable": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_unreadable";
            /** @constant */
            code?: "model_unreadable";
            /** @example 422 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.model_uri_invalid": {
            /** @constant */
            type?: "https://millrace.dev/errors/model_uri_invalid";
            /** @constant */
            code?: "model_uri_invalid";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.no_prediction": {
            /** @constant */
            type?: "https://millrace.dev/errors/no_prediction";
            /** @constant */
            code?: "no_prediction";
            /** @example 422 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.no_previous_version": {
            /** @constant */
            type?: "https://millrace.dev/errors/no_previous_version";
            /** @constant */
            code?: "no_previous_version";
            /** @example 409 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds; or: the event is in the log and gets no prediction; its record says why */
        "Problem.not_finite": {
            /** @constant */
            type?: "https://millrace.dev/errors/not_finite";
            /** @constant */
            code?: "not_finite";
            /** @example 422 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.not_quarantined": {
            /** @constant */
            type?: "https://millrace.dev/errors/not_quarantined";
            /** @constant */
            code?: "not_quarantined";
            /** @example 404 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.nothing_to_verify": {
            /** @constant */
            type?: "https://millrace.dev/errors/nothing_to_verify";
            /** @constant */
            code?: "nothing_to_verify";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.number_out_of_range": {
            /** @constant */
            type?: "https://millrace.dev/errors/number_out_of_range";
            /** @constant */
            code?: "number_out_of_range";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.out_of_range": {
            /** @constant */
            type?: "https://millrace.dev/errors/out_of_range";
            /** @constant */
            code?: "out_of_range";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the event is in the log and gets no prediction; its record says why */
        "Problem.pipeline_changed": {
            /** @constant */
            type?: "https://millrace.dev/errors/pipeline_changed";
            /** @constant */
            code?: "pipeline_changed";
            /** @example 409 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.pipeline_name": {
            /** @constant */
            type?: "https://millrace.dev/errors/pipeline_name";
            /** @constant */
            code?: "pipeline_name";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.pipeline_unknown": {
            /** @constant */
            type?: "https://millrace.dev/errors/pipeline_unknown";
            /** @constant */
            code?: "pipeline_unknown";
            /** @example 404 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.plan_broken": {
            /** @constant */
            type?: "https://millrace.dev/errors/plan_broken";
            /** @constant */
            code?: "plan_broken";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.prediction_unknown": {
            /** @constant */
            type?: "https://millrace.dev/errors/prediction_unknown";
            /** @constant */
            code?: "prediction_unknown";
            /** @example 404 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.producer_gap": {
            /** @constant */
            type?: "https://millrace.dev/errors/producer_gap";
            /** @constant */
            code?: "producer_gap";
            /** @example 409 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.producer_header": {
            /** @constant */
            type?: "https://millrace.dev/errors/producer_header";
            /** @constant */
            code?: "producer_header";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.protection_not_available": {
            /** @constant */
            type?: "https://millrace.dev/errors/protection_not_available";
            /** @constant */
            code?: "protection_not_available";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.quarantine_dropped": {
            /** @constant */
            type?: "https://millrace.dev/errors/quarantine_dropped";
            /** @constant */
            code?: "quarantine_dropped";
            /** @example 409 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.query": {
            /** @constant */
            type?: "https://millrace.dev/errors/query";
            /** @constant */
            code?: "query";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.registry_unavailable": {
            /** @constant */
            type?: "https://millrace.dev/errors/registry_unavailable";
            /** @constant */
            code?: "registry_unavailable";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.replay_differs": {
            /** @constant */
            type?: "https://millrace.dev/errors/replay_differs";
            /** @constant */
            code?: "replay_differs";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.retry_unchanged": {
            /** @constant */
            type?: "https://millrace.dev/errors/retry_unchanged";
            /** @constant */
            code?: "retry_unchanged";
            /** @example 422 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the event is in the log and gets no prediction; its record says why */
        "Problem.rule": {
            /** @constant */
            type?: "https://millrace.dev/errors/rule";
            /** @constant */
            code?: "rule";
            /** @example 422 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.rule_failed": {
            /** @constant */
            type?: "https://millrace.dev/errors/rule_failed";
            /** @constant */
            code?: "rule_failed";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.run_name": {
            /** @constant */
            type?: "https://millrace.dev/errors/run_name";
            /** @constant */
            code?: "run_name";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.run_unknown": {
            /** @constant */
            type?: "https://millrace.dev/errors/run_unknown";
            /** @constant */
            code?: "run_unknown";
            /** @example 404 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.schema": {
            /** @constant */
            type?: "https://millrace.dev/errors/schema";
            /** @constant */
            code?: "schema";
            /** @example 422 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.source_changed": {
            /** @constant */
            type?: "https://millrace.dev/errors/source_changed";
            /** @constant */
            code?: "source_changed";
            /** @example 409 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.source_conflict": {
            /** @constant */
            type?: "https://millrace.dev/errors/source_conflict";
            /** @constant */
            code?: "source_conflict";
            /** @example 409 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.source_unknown": {
            /** @constant */
            type?: "https://millrace.dev/errors/source_unknown";
            /** @constant */
            code?: "source_unknown";
            /** @example 404 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.state_format_unknown": {
            /** @constant */
            type?: "https://millrace.dev/errors/state_format_unknown";
            /** @constant */
            code?: "state_format_unknown";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.stopping": {
            /** @constant */
            type?: "https://millrace.dev/errors/stopping";
            /** @constant */
            code?: "stopping";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.store_unavailable": {
            /** @constant */
            type?: "https://millrace.dev/errors/store_unavailable";
            /** @constant */
            code?: "store_unavailable";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the same call may succeed later */
        "Problem.streams_full": {
            /** @constant */
            type?: "https://millrace.dev/errors/streams_full";
            /** @constant */
            code?: "streams_full";
            /** @example 503 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.tensor_invalid": {
            /** @constant */
            type?: "https://millrace.dev/errors/tensor_invalid";
            /** @constant */
            code?: "tensor_invalid";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.text_refused": {
            /** @constant */
            type?: "https://millrace.dev/errors/text_refused";
            /** @constant */
            code?: "text_refused";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.time_malformed": {
            /** @constant */
            type?: "https://millrace.dev/errors/time_malformed";
            /** @constant */
            code?: "time_malformed";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.time_out_of_range": {
            /** @constant */
            type?: "https://millrace.dev/errors/time_out_of_range";
            /** @constant */
            code?: "time_out_of_range";
            /** @example 422 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.too_many_events": {
            /** @constant */
            type?: "https://millrace.dev/errors/too_many_events";
            /** @constant */
            code?: "too_many_events";
            /** @example 400 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.type_unknown": {
            /** @constant */
            type?: "https://millrace.dev/errors/type_unknown";
            /** @constant */
            code?: "type_unknown";
            /** @example 404 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description this input never succeeds */
        "Problem.unauthenticated": {
            /** @constant */
            type?: "https://millrace.dev/errors/unauthenticated";
            /** @constant */
            code?: "unauthenticated";
            /** @example 401 */
            status?: number;
        } & components["schemas"]["Problem"];
        /** @description the lane or the process stops, and a person must look */
        "Problem.version_missing": {
            /** @constant */
            type?: "https://millrace.dev/errors/version_missing";
            /** @constant */
            code?: "version_missing";
            /** @example 500 */
            status?: number;
        } & components["schemas"]["Problem"];
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
        /** @description The request is malformed. Codes: `cloudevent`, `cursor`, `duration_malformed`, `event_not_object`, `event_too_deep`, `event_too_wide`, `expression_failed`, `field_absent`, `invalid_utf8`, `key_name_invalid`, `key_unknown`, `malformed`, `member_refused`, `model_missing`, `model_name_invalid`, `model_output`, `model_output_unknown`, `model_signature_mismatch`, `model_signature_unknown`, `model_uri_invalid`, `nothing_to_verify`, `number_out_of_range`, `out_of_range`, `pipeline_name`, `producer_header`, `protection_not_available`, `query`, `rule_failed`, `run_name`, `tensor_invalid`, `text_refused`, `time_malformed`, `too_many_events` */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status?: 400;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description No valid key. Codes: `unauthenticated` */
        Problem401: {
            headers: {
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status?: 401;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing; the nearest name is told. Codes: `log_unknown`, `model_unknown`, `not_quarantined`, `pipeline_unknown`, `prediction_unknown`, `run_unknown`, `source_unknown`, `type_unknown` */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status?: 404;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description The request did not come in time */
        Problem408: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status?: 408;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description It is at odds with what stands already. Codes: `already_retried`, `cursor_ahead`, `id_reused`, `model_incompatible`, `no_previous_version`, `pipeline_changed`, `producer_gap`, `quarantine_dropped`, `source_changed`, `source_conflict` */
        Problem409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status?: 409;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description Too large. Codes: `event_too_large`, `model_too_large` */
        Problem413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status?: 413;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description A content type that is not taken here */
        Problem415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status?: 415;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description Well-formed, and refused for what it says. Codes: `document_invalid`, `future`, `late`, `model_failed`, `model_unreadable`, `no_prediction`, `not_finite`, `retry_unchanged`, `rule`, `schema`, `time_out_of_range` */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status?: 422;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description More than can be taken now: again after `Retry-After`. Codes: `intake_full` */
        Problem429: {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status?: 429;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description The application failed. Codes: `admin_key_invalid`, `grpc_port`, `kafka_settings`, `kafka_topic`, `key_changed`, `key_invalid`, `log_gap`, `log_moved`, `log_short`, `log_shorter`, `log_truncated`, `model_digest_mismatch`, `plan_broken`, `replay_differs`, `version_missing` */
        Problem500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status?: 500;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description Not now: again after `Retry-After`. Codes: `access_unavailable`, `audit_unavailable`, `busy`, `cancelled`, `draining`, `follower_behind`, `follower_crashed`, `follower_interrupted`, `follower_lost`, `kafka_login`, `kafka_not_authorized`, `kafka_tls`, `lane_crashed`, `lane_lost`, `lane_owned`, `log_unavailable`, `model_busy`, `model_deadline`, `model_not_loaded`, `model_unavailable`, `registry_unavailable`, `state_format_unknown`, `stopping`, `store_unavailable`, `streams_full` */
        Problem503: {
            headers: {
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status?: 503;
                } & components["schemas"]["Problem"];
            };
        };
        /** @description Not in time; what was sent is in the log. Codes: `deadline` */
        Problem504: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": {
                    /** @constant */
                    status?: 504;
                } & components["schemas"]["Problem"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
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
                    "application/json": {
                        last_line: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelVersionsAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelListAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description No such record is quarantined */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description No such record is quarantined */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            408: components["responses"]["Problem408"];
            /** @description It was tried again before, or given up */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            /** @description The event given breaks its schema */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description No such record is quarantined */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was tried again before, or given up */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
                "application/json": {
                    /** @description Text of the pipeline document */
                    document: string;
                    /** @description Text of each schema by the path that the document names */
                    files?: {
                        [key: string]: string;
                    };
                    /** @description Version in the registry; needed where the document names a model file */
                    model_version?: number;
                };
            };
        };
        responses: {
            /** @description It is live, or was already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A new pipeline is live */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The state of changed features is being built from the log; then the lane goes over to it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            /** @description The document has faults */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
                content?: never;
            };
            /** @description Its state is being built; then the lane goes over to it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
                "application/json": {
                    /** @description Text of the pipeline document */
                    document: string;
                    /** @description Text of each schema by the path that the document names */
                    files?: {
                        [key: string]: string;
                    };
                    /** @description Version in the registry; needed where the document names a model file */
                    model_version?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            /** @description Two are being rebuilt already */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description No such record is quarantined */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description No such record is quarantined */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            408: components["responses"]["Problem408"];
            /** @description It was tried again before, or given up */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            /** @description The event given breaks its schema */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description No such record is quarantined */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It was tried again before, or given up */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
                content?: never;
            };
            /** @description Its state is being built; then the lane goes over to it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
                "application/json": {
                    /** @description Text of the pipeline document */
                    document: string;
                    /** @description Text of each schema by the path that the document names */
                    files?: {
                        [key: string]: string;
                    };
                    /** @description Version in the registry; needed where the document names a model file */
                    model_version?: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            500: components["responses"]["Problem500"];
            /** @description Two are being rebuilt already */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}

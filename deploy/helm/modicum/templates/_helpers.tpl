{{- define "modicum.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- define "modicum.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{- $name := include "modicum.name" . }}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* The services: the name of each one's image and consumer group, the component that its pods are, its ports, the name of that with health and metrics, and of those that scale with their queues, the topics. Pretraining and packing are one service in two roles. */}}
{{- define "modicum.services" -}}
acquisition:
  image: acquisition-service
  component: acquisition-service
  ports: {http: 8083}
  management: http
  topics: [campaign-started, embeddings-ready, predictions-ready, selection-part-requested]
gateway:
  image: labeling-gateway
  component: labeling-gateway
  ports: {http: 8080, management: 8084}
  management: management
inference:
  image: inference-service
  component: inference-service
  ports: {http: 8082}
  management: http
  topics: [backbone-registered, backbone-ready, embedding-shard-requested, labels-completed, embeddings-ready, campaign-completed]
{{- if .Values.packing.enabled }}
packing:
  image: pretrain-service
  component: packing
  ports: {http: 8081}
  management: http
  topics: [dataset-registered, packing-shard-requested]
{{- end }}
pretrain:
  image: pretrain-service
  component: pretrain-service
  ports: {http: 8081}
  management: http
{{- end }}

{{/* Takes (list root component). */}}
{{- define "modicum.selector" -}}
app.kubernetes.io/name: {{ include "modicum.name" (index . 0) }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{/* Takes (list root component). */}}
{{- define "modicum.labels" -}}
{{- $root := index . 0 }}
{{- include "modicum.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: modicum
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version }}
{{- with $root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Takes (list root image-name gpu). */}}
{{- define "modicum.image" -}}
{{- $image := (index . 0).Values.image }}
{{- if eq $image.tag "latest" }}
{{- fail "image.tag must name a version: nobody knows what runs as 'latest'" }}
{{- end }}
{{- with $image.registry }}{{ . }}/{{ end -}}
{{- with $image.repository }}{{ . }}/{{ end -}}
{{- index . 1 }}:{{ default (index . 0).Chart.AppVersion $image.tag }}{{ if index . 2 }}-cuda{{ end }}
{{- end }}

{{/* Takes (list root service-key). */}}
{{- define "modicum.serviceAccount" -}}
{{- $root := index . 0 }}
{{- $account := (index $root.Values (index . 1)).serviceAccount }}
{{- if $account.create }}
{{- default (printf "%s-%s" (include "modicum.fullname" $root) (index . 1)) $account.name }}
{{- else }}
{{- default "default" $account.name }}
{{- end }}
{{- end }}

{{/* What the "restricted" pod security standard asks of a pod, and more. Takes the user's id. */}}
{{- define "modicum.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: {{ . }}
  runAsGroup: {{ . }}
  fsGroup: {{ . }}
  seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "modicum.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end }}

{{- define "modicum.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- end }}

{{/* Takes (dict name secret key). */}}
{{- define "modicum.secretEnv" -}}
- name: {{ .name }}
  valueFrom: {secretKeyRef: {name: {{ .secret }}, key: {{ .key }}}}
{{- end }}

{{- define "modicum.bootstrapServers" -}}
{{- if .Values.dev.enabled }}
{{- include "modicum.fullname" . }}-kafka:9092
{{- else }}
{{- required "kafka.bootstrapServers must name the brokers, such as kafka.example.org:9092; values-dev.yaml brings a broker of its own" .Values.kafka.bootstrapServers }}
{{- end }}
{{- end }}

{{- define "modicum.storeEndpoint" -}}
{{- if .Values.dev.enabled }}http://{{ include "modicum.fullname" . }}-store:9000
{{- else }}
{{- required "store.endpoint must be the address of the object store, such as https://minio.example.org; values-dev.yaml brings a store of its own" .Values.store.endpoint }}
{{- end }}
{{- end }}

{{/* Takes the URL. */}}
{{- define "modicum.urlPort" -}}
{{- $url := urlParse . }}
{{- regexFind "[0-9]+$" (regexFind ":[0-9]+$" $url.host) | default (ternary "443" "80" (eq $url.scheme "https")) }}
{{- end }}

{{- define "modicum.databaseHost" -}}
{{- if .Values.dev.enabled }}{{ include "modicum.fullname" . }}-database
{{- else }}
{{- required "database.host must be the host of PostgreSQL; values-dev.yaml brings a database of its own" .Values.database.host }}
{{- end }}
{{- end }}

{{- define "modicum.sasl" -}}
{{- if hasPrefix "SASL_" .Values.kafka.protocol }}true{{ end }}
{{- end }}

{{/* Broker and store, as the services and the job read them. Takes (list root prefix-of-own-secrets). */}}
{{- define "modicum.connectionEnv" -}}
{{- $root := index . 0 }}
{{- $own := index . 1 }}
{{- $kafka := $root.Values.kafka }}
{{- $store := $root.Values.store -}}
- {name: KAFKA_BOOTSTRAP_SERVERS, value: {{ include "modicum.bootstrapServers" $root | quote }}}
- {name: KAFKA_SECURITY_PROTOCOL, value: {{ $kafka.protocol }}}
{{- if include "modicum.sasl" $root }}
{{- $secret := default (printf "%s-kafka" $own) $kafka.sasl.existingSecret }}
- {name: KAFKA_SASL_MECHANISM, value: {{ $kafka.sasl.mechanism }}}
{{ include "modicum.secretEnv" (dict "name" "BROKER_USERNAME" "secret" $secret "key" $kafka.sasl.usernameKey) }}
{{ include "modicum.secretEnv" (dict "name" "BROKER_PASSWORD" "secret" $secret "key" $kafka.sasl.passwordKey) }}
- name: KAFKA_SASL_JAAS_CONFIG
  value: >-
    org.apache.kafka.common.security.{{ ternary "plain.Plain" "scram.Scram" (eq $kafka.sasl.mechanism "PLAIN") }}LoginModule required
    username="$(BROKER_USERNAME)" password="$(BROKER_PASSWORD)";
{{- end }}
{{- if $kafka.ca.existingSecret }}
- {name: KAFKA_SSL_TRUSTSTORE_TYPE, value: PEM}
- {name: KAFKA_SSL_TRUSTSTORE_LOCATION, value: /etc/modicum/kafka-ca/{{ $kafka.ca.key }}}
{{- end }}
{{- with $kafka.client.existingSecret }}
- {name: KAFKA_SSL_KEYSTORE_TYPE, value: PEM}
{{ include "modicum.secretEnv" (dict "name" "KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN" "secret" . "key" $kafka.client.certificateKey) }}
{{ include "modicum.secretEnv" (dict "name" "KAFKA_SSL_KEYSTORE_KEY" "secret" . "key" $kafka.client.privateKeyKey) }}
{{- end }}
{{- $secret := default (printf "%s-store" $own) $store.existingSecret }}
- {name: MODICUM_STORE_ENDPOINT, value: {{ include "modicum.storeEndpoint" $root | quote }}}
- {name: MODICUM_STORE_REGION, value: {{ $store.region }}}
- {name: MODICUM_STORE_BUCKET, value: {{ $store.bucket }}}
{{ include "modicum.secretEnv" (dict "name" "MODICUM_STORE_ACCESS_KEY" "secret" $secret "key" $store.accessKeyKey) }}
{{ include "modicum.secretEnv" (dict "name" "MODICUM_STORE_SECRET_KEY" "secret" $secret "key" $store.secretKeyKey) }}
{{- if $store.ca.existingSecret }}
- {name: SSL_CERT_FILE, value: /etc/modicum/store-ca/{{ $store.ca.key }}}
{{- end }}
{{- end }}

{{- define "modicum.tracingEnv" -}}
{{- $headers := .Values.tracing.headers }}
{{- if and .Values.tracing.endpoint $headers.existingSecret }}
{{- include "modicum.secretEnv" (dict "name" "QUARKUS_OTEL_EXPORTER_OTLP_HEADERS" "secret" $headers.existingSecret "key" $headers.key) }}
{{- end }}
{{- end }}

{{- define "modicum.databaseEnv" -}}
{{- $database := .Values.database }}
{{- $query := printf "sslmode=%s" $database.sslMode }}
{{- if $database.ca.existingSecret }}
{{- $query = printf "%s&sslrootcert=/etc/modicum/database-ca/%s" $query $database.ca.key }}
{{- else if hasPrefix "verify" $database.sslMode }}
{{- $query = printf "%s&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" $query }}
{{- end }}
{{- $secret := default (printf "%s-database" (include "modicum.fullname" .)) $database.existingSecret -}}
- name: QUARKUS_DATASOURCE_JDBC_URL
  value: jdbc:postgresql://{{ include "modicum.databaseHost" . }}:{{ $database.port }}/{{ $database.name }}?{{ $query }}
{{ include "modicum.secretEnv" (dict "name" "QUARKUS_DATASOURCE_USERNAME" "secret" $secret "key" $database.usernameKey) }}
{{ include "modicum.secretEnv" (dict "name" "QUARKUS_DATASOURCE_PASSWORD" "secret" $secret "key" $database.passwordKey) }}
{{- end }}

{{/* Certificates to trust. Takes (list root with-database); the two below belong together. */}}
{{- define "modicum.caMounts" -}}
{{- range $name, $ca := include "modicum.cas" . | fromYaml }}
- {name: {{ $name }}-ca, mountPath: /etc/modicum/{{ $name }}-ca, readOnly: true}
{{- end }}
{{- end }}

{{- define "modicum.caVolumes" -}}
{{- range $name, $ca := include "modicum.cas" . | fromYaml }}
- {name: {{ $name }}-ca, secret: {secretName: {{ $ca.existingSecret }}, items: [{key: {{ $ca.key }}, path: {{ $ca.key }}}]}}
{{- end }}
{{- end }}

{{- define "modicum.cas" -}}
{{- $root := index . 0 }}
{{- $cas := dict }}
{{- range $name := ternary (list "kafka" "store" "database") (list "kafka" "store") (index . 1) }}
{{- $ca := (index $root.Values $name).ca }}
{{- if $ca.existingSecret }}{{ $_ := set $cas $name $ca }}{{ end }}
{{- end }}
{{- toYaml $cas }}
{{- end }}

#!/bin/sh
# An S3-compatible store on one machine with one account, whose keys come from the environment.
set -eu
umask 077
cat > /tmp/s3.json <<EOF
{
  "identities": [
    {
      "name": "quanheng",
      "credentials": [{ "accessKey": "${S3_ACCESS_KEY_ID:?}", "secretKey": "${S3_SECRET_ACCESS_KEY:?}" }],
      "actions": ["Admin", "Read", "Write", "List"]
    }
  ]
}
EOF
exec weed -logtostderr=true server -dir=/data -ip=storage -ip.bind=0.0.0.0 \
  -master.volumeSizeLimitMB=1024 -volume.max=0 -s3 -s3.port=8333 -s3.config=/tmp/s3.json

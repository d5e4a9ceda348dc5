#!/bin/sh
# Makes the certificates of the test server anew: a CA and a server certificate for localhost, both valid from 2020 to
# the end of 2099. They secure nothing but tests on loopback: the server's key is public, the CA's key is thrown away.
# Needs openssl 3; the tests do not.
set -e
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

touch "$work/index.txt"
cat > "$work/ca.cnf" <<CONFIG
[ca]
default_ca = test_only
[test_only]
database = $work/index.txt
new_certs_dir = $work
rand_serial = yes
default_md = sha256
default_startdate = 20200101000000Z
default_enddate = 20991231235959Z
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost,IP:127.0.0.1,IP:::1
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
CONFIG

openssl req -new -newkey rsa:2048 -nodes -sha256 -subj '/CN=Regrant test-only CA' \
  -keyout "$work/ca.key" -out "$work/ca.csr"
openssl ca -batch -notext -config "$work/ca.cnf" -extensions authority -selfsign \
  -keyfile "$work/ca.key" -in "$work/ca.csr" -out test-only-ca.pem

openssl req -new -newkey rsa:2048 -nodes -sha256 -subj '/CN=localhost' \
  -keyout test-only-localhost.key.pem -out "$work/localhost.csr"
openssl ca -batch -notext -config "$work/ca.cnf" -extensions server \
  -keyfile "$work/ca.key" -cert test-only-ca.pem -in "$work/localhost.csr" -out test-only-localhost.pem

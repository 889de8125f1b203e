// SPDX-License-Identifier: Apache-2.0

// Prints the checksum of a WebAssembly build: node start_wasm.mjs FILE
import { readFileSync } from "node:fs";

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {});
const sum = BigInt.asUintN(64, instance.exports.recipec_checksum());
console.log(sum.toString(16).padStart(16, "0"));

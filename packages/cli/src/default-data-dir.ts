/** The data center's folder where `--data` and `CHAPPE_DATA` say nothing, in the working directory. */
export const defaultDataDir = '.chappe'

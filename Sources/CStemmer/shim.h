#ifndef BATON_CSTEMMER_SHIM_H
#define BATON_CSTEMMER_SHIM_H

#include <libstemmer.h>

#endif

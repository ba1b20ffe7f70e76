#pragma once

#include <libpq-fe.h>

// PG_DIAG_SQLSTATE and its like are macros of a character, which Swift does not import.
static inline const char *cpostgres_sqlstate(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_SQLSTATE);
}

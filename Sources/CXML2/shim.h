#ifndef BATON_CXML2_SHIM_H
#define BATON_CXML2_SHIM_H

// Debian's libxml2 names ICU's types in a struct that is none of ours; Foundation has an ICU of its own, and the
// two cannot be in one program's modules.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

// The text below a node, entities resolved; to be given back by `baton_xml_free`.
static inline xmlChar *baton_xml_text(xmlNode *node) {
    return xmlNodeGetContent(node);
}

// xmlFree is a variable that holds a function, which Swift counts as shared mutable state.
static inline void baton_xml_free(void *memory) {
    xmlFree(memory);
}

#endif

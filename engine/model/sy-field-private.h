/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-json.h"
#include "core/sy-json-writer.h"
#include "sy-model.h"

G_BEGIN_DECLS

/*
 * The document's structs, described once. Each struct has one table of its fields:
 * the JSON key, the C field, where it may stand, its range. Reading, writing, copying,
 * freeing, comparing and telling differences all walk these tables, so a new
 * key is one line in sy-model-fields.c.
 *
 * A field may depend on the struct's kind (and, in rules, on the measure): it is
 * read, written and compared only where it belongs.
 */

typedef enum
{
  SY_FIELD_TEXT,    /* char *, NULL when absent */
  SY_FIELD_TEXTS,   /* char **, NULL when absent */
  SY_FIELD_NUMBER,  /* double */
  SY_FIELD_INT,     /* int */
  SY_FIELD_BOOLEAN, /* gboolean */
  SY_FIELD_NAME,    /* an enumeration, written by name */
  SY_FIELD_NAMES,   /* guint, bits of an enumeration, written as a list of names */
  SY_FIELD_WHERE,   /* SyCondition *, an "all" node written as a list */
  SY_FIELD_OBJECT,  /* a struct inside the struct */
  SY_FIELD_LIST,    /* GPtrArray * of pointers to structs */
  SY_FIELD_ARRAY,   /* pointer and gsize count: structs in a row */
  SY_FIELD_STEPS,   /* the same, of SyDecayStep, written as pairs */
  SY_FIELD_NUMBERS, /* the same, of double */
} SyFieldType;

typedef enum
{
  SY_FIELD_REQUIRED = 1 << 0,  /* must stand wherever it belongs */
  SY_FIELD_ALWAYS = 1 << 1,    /* is written even with its default */
  SY_FIELD_OPEN = 1 << 2,      /* low itself is out of range */
  SY_FIELD_NOT_VALUE = 1 << 3, /* does not change the value column of a rule */
  SY_FIELD_PERSON = 1 << 4,    /* conditions on people, which may ask what they did */
} SyFieldFlags;

typedef struct _SyObjectType SyObjectType;

typedef struct
{
  const char *key;
  SyFieldType type;
  SyFieldFlags flags;
  gsize offset;
  gsize count_offset; /* arrays */
  guint kinds;        /* bits of the kinds it belongs to; 0: all */
  guint measures;     /* the same of measures */
  double low;         /* numbers and integers */
  double high;
  double absent;            /* the default; NaN (-1 for integers): none */
  const char *const *names; /* enumerations; "" is not written */
  const char *noun;         /* what a name is, or an element: "a measure" */
  const SyObjectType *object;
} SyField;

/* In a check: the reader and the place of the object. */
typedef struct _SyModelReader SyModelReader;
typedef struct _SyPlace SyPlace;

typedef enum
{
  SY_OBJECT_INLINE = 1 << 0, /* in one line */
  SY_OBJECT_SHORT = 1 << 1,  /* in one line unless an object is inside */
} SyObjectFlags;

struct _SyObjectType
{
  const char *noun; /* "a rule" */
  SyObjectFlags flags;
  gsize size;
  const SyField *fields;
  gsize n_fields;
  gssize kind_offset;    /* of the enumeration that kinds is about, or -1 */
  gssize measure_offset; /* of the measure, or -1 */
  gboolean (*check) (SyModelReader *reader,
                     const SyPlace *place,
                     gconstpointer object);
};

extern const SyObjectType sy_model_type;
extern const SyObjectType sy_group_type;
extern const SyObjectType sy_rule_type;
/* By SyCourse; NULL at the end. */
extern const char *const sy_course_names[];

extern const SyObjectType sy_band_type;
extern const SyObjectType sy_account_band_type;
extern const SyObjectType sy_scale_type;
extern const SyObjectType sy_layer_type;
extern const SyObjectType sy_decay_type;
extern const SyObjectType sy_outcome_type;
extern const SyObjectType sy_person_test_type;

/* The field's memory in an object. */
#define SY_FIELD_AT(type, object, offset) ((type *) (gpointer) ((char *) (object) + (offset)))

gboolean sy_field_belongs (const SyObjectType *type,
                           const SyField *field,
                           gconstpointer object);
gboolean sy_field_is_default (const SyField *field,
                              gconstpointer object);
gboolean sy_field_equal (const SyField *field,
                         gconstpointer a,
                         gconstpointer b);

void sy_object_init (const SyObjectType *type,
                     gpointer object);
void sy_object_clear (const SyObjectType *type,
                      gpointer object);
void sy_object_copy (const SyObjectType *type,
                     gconstpointer source,
                     gpointer target);
gboolean sy_object_equal (const SyObjectType *type,
                          gconstpointer a,
                          gconstpointer b,
                          SyFieldFlags ignored);
guint sy_object_hash (const SyObjectType *type,
                      gconstpointer object,
                      SyFieldFlags ignored);
gboolean sy_object_is_default (const SyObjectType *type,
                               gconstpointer object);
const SyField *sy_object_find_field (const SyObjectType *type,
                                     const char *key);
void sy_object_write (const SyObjectType *type,
                      gconstpointer object,
                      SyJsonWriter *writer);

void sy_condition_write (const SyCondition *self,
                         SyJsonWriter *writer);
guint sy_condition_hash (const SyCondition *self);
/* "60 to 90 days to renewal" */
void sy_person_test_describe_days (SyPersonTestKind kind,
                                   const char *attribute,
                                   double from_days,
                                   double to_days,
                                   GString *out);
const char *const *sy_operator_get_names (void);

/* Reading: sy-model-read.c */
struct _SyPlace
{
  const SyPlace *parent;
  const char *key; /* NULL: element @index of the parent; without parent: the root */
  gsize index;
  const SyJson *json;
};

/* Sets the error to "path: message (line, column)"; @key is a member below @place, or NULL. */
gboolean sy_model_reader_fail (SyModelReader *reader,
                               const SyPlace *place,
                               const char *key,
                               const char *format,
                               ...) G_GNUC_PRINTF (4, 5);
/* The same, with what was found instead of @what. */
gboolean sy_model_reader_fail_expected (SyModelReader *reader,
                                        const SyPlace *place,
                                        const char *what);
gboolean sy_model_reader_text (SyModelReader *reader,
                               const SyPlace *place,
                               char **out_text);
/* The index of a text among @names. */
gboolean sy_model_reader_name (SyModelReader *reader,
                               const SyPlace *place,
                               const char *const *names,
                               const char *noun,
                               guint *out_index);
gboolean sy_object_read (SyModelReader *reader,
                         const SyPlace *place,
                         const SyObjectType *type,
                         gpointer object);
/* A list of conditions joined by and; stays %NULL when it is empty. With @asks_person they may be
 * tests on a person: sy-condition-read.c */
gboolean sy_condition_read (SyModelReader *reader,
                            const SyPlace *place,
                            gboolean asks_person,
                            SyCondition **out_where);
/* The same of conditions on people that stand outside a model, in a document with this key. */
gboolean sy_person_conditions_read (const SyJson *json,
                                    const char *key,
                                    SyCondition **out_where,
                                    GError **error);
/* Writes such a list. */
void sy_conditions_write (const SyCondition *where,
                          SyJsonWriter *writer);
/* Whether @id was not seen before among @kind. */
gboolean sy_model_reader_is_new (SyModelReader *reader,
                                 const char *kind,
                                 const char *id);

/* Checks of whole objects: sy-model-check.c */
gboolean sy_check_rule (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_person_test (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_multiplier (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_group (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_row (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_outcome (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_scale (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_layer (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_coefficient (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_score (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_band (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_move (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_account_band (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_role (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_account (SyModelReader *reader, const SyPlace *place, gconstpointer object);
gboolean sy_check_lifecycle (SyModelReader *reader, const SyPlace *place, gconstpointer object);
/* Whether model and bands have names that can be read; documents of before are still read without. */
gboolean sy_check_names (const SyModel *model, GError **error);
gboolean sy_check_model (SyModelReader *reader, const SyPlace *place, gconstpointer object);

G_END_DECLS

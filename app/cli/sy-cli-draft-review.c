/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draft, review, published: request-review, approve, return, reviews, require-review. */
#include "config.h"

#include "sy-cli.h"

typedef struct
{
  char *model;
  char *author;
  char *note;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->model);
  g_free (options->author);
  g_free (options->note);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
parse (SyCli *cli,
       const SyCommand *command,
       const char *note_help,
       Options *options,
       GStrv *argv,
       SyExit *out_exit)
{
  const GOptionEntry entries[] = {
    { "note", 0, 0, SY_OPTION_TEXT, &options->note, note_help, "TEXT" },
    SY_CLI_AUTHOR_ENTRY (options->author),
    SY_CLI_MODEL_ENTRY (options->model),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  return sy_cli_parse (cli, command, entries, argv, out_exit);
}

static const char *
get_author (const Options *options)
{
  return options->author != NULL ? options->author : g_get_user_name ();
}

static void
write_review (SyJsonWriter *writer,
              const SyDraftReview *review)
{
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "sha256", review->sha256);
  sy_json_member_text (writer, "state", sy_draft_state_get_name (review->state));
  sy_json_member_text (writer, "asked_by", review->asked_by);
  sy_json_member_text (writer, "asked_note", review->asked_note);
  sy_json_member_instant (writer, "asked_at", review->asked_at_ms / 1000);
  sy_json_member_text (writer, "decided_by", review->decided_by);
  sy_json_member_text (writer, "decided_note", review->decided_note);
  if (review->decided_by != NULL)
    sy_json_member_instant (writer, "decided_at", review->decided_at_ms / 1000);
  else
    sy_json_member_text (writer, "decided_at", NULL);
  if (review->version > 0)
    sy_json_member_int (writer, "version", review->version);
  else
    sy_json_member_text (writer, "version", NULL);
  sy_json_writer_end_object (writer);
}

static SyExit
print_decision (SyCli *cli,
                SyProject *project,
                const SyCliModel *chosen,
                const char *sha256)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = sy_project_list_reviews (project, chosen->id, &error);
  const SyDraftReview *review = reviews != NULL ? sy_draft_reviews_find (reviews, sha256) : NULL;
  g_autofree char *line = NULL;

  if (review == NULL)
    return sy_cli_fail (cli, error);
  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", chosen->name);
      sy_json_writer_key (writer, "review");
      write_review (writer, review);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  line = g_strdup_printf ("The draft of “%s” is %s, by %s\nSHA-256 %s\n", chosen->name,
                          sy_draft_state_get_name (review->state),
                          review->decided_by != NULL ? review->decided_by : review->asked_by,
                          review->sha256);
  return sy_cli_print (cli, line);
}

static SyExit
change_review (SyCli *cli,
               const char *path,
               const Options *options,
               SyDraftState wished)
{
  g_auto (SyCliModel) chosen = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = sy_cli_open (cli, path, SY_PROJECT_READ_WRITE, &error);
  g_autofree char *sha256 = NULL;
  gboolean success;

  if (project == NULL || !sy_cli_load_model (project, options->model, "draft", &chosen, &error))
    return sy_cli_fail (cli, error);
  sha256 = sy_model_sha256 (chosen.model);
  if (wished == SY_DRAFT_STATE_ASKED)
    success = sy_project_request_review (project, chosen.id, sha256, get_author (options),
                                         options->note, &error);
  else
    success = sy_project_decide_review (project, chosen.id, sha256,
                                        wished == SY_DRAFT_STATE_APPROVED, get_author (options),
                                        options->note, &error);
  return success ? print_decision (cli, project, &chosen, sha256) : sy_cli_fail (cli, error);
}

static SyExit
run_request (SyCli *cli,
             const SyCommand *command,
             GStrv *argv)
{
  g_auto (Options) options = { 0 };
  SyExit code;

  if (!parse (cli, command, "What the reviewer should know", &options, argv, &code))
    return code;
  return change_review (cli, (*argv)[0], &options, SY_DRAFT_STATE_ASKED);
}

static SyExit
run_approve (SyCli *cli,
             const SyCommand *command,
             GStrv *argv)
{
  g_auto (Options) options = { 0 };
  SyExit code;

  if (!parse (cli, command, "What there is to say", &options, argv, &code))
    return code;
  return change_review (cli, (*argv)[0], &options, SY_DRAFT_STATE_APPROVED);
}

static SyExit
run_return (SyCli *cli,
            const SyCommand *command,
            GStrv *argv)
{
  g_auto (Options) options = { 0 };
  SyExit code;

  if (!parse (cli, command, "What is to be changed", &options, argv, &code))
    return code;
  if (options.note == NULL)
    return sy_cli_fail_missing (cli, "--note");
  return change_review (cli, (*argv)[0], &options, SY_DRAFT_STATE_RETURNED);
}

static void
add_review (SyCliTable *table,
            const SyDraftReview *review)
{
  g_autofree char *asked = sy_instant_format (review->asked_at_ms / 1000);

  sy_cli_table_add_text (table, asked);
  sy_cli_table_add_text (table, review->asked_by);
  sy_cli_table_add_text (table, review->asked_note);
  sy_cli_table_add_text (table, sy_draft_state_get_name (review->state));
  sy_cli_table_add_text (table, review->decided_by);
  sy_cli_table_add_text (table, review->decided_note);
  if (review->version > 0)
    sy_cli_table_add_int (table, review->version);
  else
    sy_cli_table_add_text (table, NULL);
  sy_cli_table_add_text (table, review->sha256);
}

static SyCliTable *
build_reviews (GPtrArray *reviews)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "asked", "asked_at", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "by", "asked_by", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "note", "asked_note", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "state", "state", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "by", "decided_by", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "note", "decided_note", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "version", "version", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "SHA-256", "sha256", SY_ALIGN_LEFT);
  for (guint i = 0; i < reviews->len; i++)
    add_review (table, reviews->pdata[i]);
  return table;
}

static SyExit
print_reviews (SyCli *cli,
               SyProject *project,
               const SyCliModel *chosen,
               GPtrArray *reviews)
{
  g_autofree char *sha256 = sy_model_sha256 (chosen->model);
  const SyDraftReview *current = sy_draft_reviews_find (reviews, sha256);
  const char *state = sy_draft_state_get_name (current != NULL ? current->state
                                                               : SY_DRAFT_STATE_NONE);
  gboolean is_required = sy_project_get_review_required (project);
  g_autoptr (SyCliTable) table = build_reviews (reviews);
  g_autoptr (GString) out = g_string_new (NULL);

  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, table);
  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", chosen->name);
      sy_json_member_boolean (writer, "required", is_required);
      sy_json_member_text (writer, "sha256", sha256);
      sy_json_member_text (writer, "state", state);
      sy_json_begin_member (writer, "reviews", TRUE);
      for (guint i = 0; i < reviews->len; i++)
        write_review (writer, reviews->pdata[i]);
      sy_json_writer_end_array (writer);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  g_string_append_printf (out, "Draft of “%s”: %s; the project %s\n", chosen->name, state,
                          is_required ? "publishes only what was approved"
                                      : "demands no review before publishing");
  if (reviews->len > 0)
    {
      g_string_append_c (out, '\n');
      sy_cli_table_append (table, cli->width, out);
    }
  return sy_cli_print (cli, out->str);
}

static SyExit
run_list (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autofree char *name = NULL;
  g_auto (SyCliModel) chosen = { 0 };
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    SY_CLI_MODEL_ENTRY (name),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  if (project != NULL && sy_cli_load_model (project, name, "draft", &chosen, &error))
    reviews = sy_project_list_reviews (project, chosen.id, &error);
  return reviews == NULL ? sy_cli_fail (cli, error)
                         : print_reviews (cli, project, &chosen, reviews);
}

static SyExit
run_require (SyCli *cli,
             const SyCommand *command,
             GStrv *argv)
{
  gboolean off = FALSE;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "off", 0, 0, G_OPTION_ARG_NONE, &off, "Publish without review again", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_WRITE, &error);
  if (project == NULL || !sy_project_set_review_required (project, !off, &error))
    return sy_cli_fail (cli, error);
  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_boolean (writer, "required", !off);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  return sy_cli_print (cli, off ? "Drafts are published without review\n"
                                : "Only approved drafts are published\n");
}

const SyCommand sy_command_model_request_review = {
  "model request-review",
  "PROJECT",
  "Put the draft up for review",
  "The review is of the draft as it is now, by its SHA-256: an edit afterwards needs a new one. What\n"
  "waited before is withdrawn.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model request-review sample.steelyard --model Engagement --author Ana --note \"New decay\"\n"
  "  steelyard-cli model request-review sample.steelyard --model \"RFM value\" --author Ana\n",
  1,
  run_request,
};

const SyCommand sy_command_model_approve = {
  "model approve",
  "PROJECT",
  "Approve the draft that waits for its review",
  "Where the project demands reviews somebody else has to approve than who asked.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model approve sample.steelyard --model \"RFM value\" --author Bo\n",
  1,
  run_approve,
};

const SyCommand sy_command_model_return = {
  "model return",
  "PROJECT",
  "Send the draft back that waits for its review",
  "Example:\n"
  "  steelyard-cli model return sample.steelyard --model Engagement --author Bo --note \"Returns count twice\"\n",
  1,
  run_return,
};

const SyCommand sy_command_model_reviews = {
  "model reviews",
  "PROJECT",
  "List the reviews of a model's drafts",
  "Example:\n"
  "  steelyard-cli model reviews sample.steelyard --model Engagement\n",
  1,
  run_list,
};

const SyCommand sy_command_model_require_review = {
  "model require-review",
  "PROJECT",
  "Publish only what somebody approved",
  "From now on model publish refuses a draft that nobody approved as it is, for every model of the\n"
  "project. A new project does not demand it.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model require-review sample.steelyard\n"
  "  steelyard-cli model require-review sample.steelyard --off\n",
  1,
  run_require,
};

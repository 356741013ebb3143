#include "cli/command.h"

namespace caseletters::cli {

std::string Arguments::one(const std::string& name) const {
  const auto found = options.find(name);
  return found == options.end() ? std::string{} : found->second.back();
}

std::vector<std::string> Arguments::many(const std::string& name) const {
  const auto found = options.find(name);
  return found == options.end() ? std::vector<std::string>{} : found->second;
}

const std::vector<OptionSpec>& common_options() {
  static const std::vector<OptionSpec> options = {
      {"help", "", "say how this command is used", false},
      {"quiet", "", "print only what is wrong", false},
      {"json", "", "print the result as JSON", false},
      {"show-names", "", "names and addresses may be printed", false},
  };
  return options;
}

const std::vector<Command>& commands() {
  static const OptionSpec policy = {"policy", "P",
                                    "a policy that ships, or a folder (default: the one school.xml names)", false};
  static const OptionSpec school = {"school", "FILE", "the school's settings (default: school.xml beside CASES)",
                                    false};
  static const OptionSpec register_file = {
      "register", "FILE", "the register of issued letters (default: register.sqlite beside CASES)", false};
  static const OptionSpec sheet = {"sheet", "S", "the sheet that holds the cases", false};
  static const OptionSpec hidden = {"hidden", "", "use hidden rows too", false};
  static const OptionSpec map = {"map", "MAP.xml", "what the workbook's headings mean (see columns --write)", false};
  static const OptionSpec date = {"date", "YYYY-MM-DD", "stands in for today's date", false};
  static const OptionSpec print = {
      "print", "FILE.pdf", "one PDF of all letters for the printer, with an index; each letter on a fresh sheet",
      false};
  static const OptionSpec simplex = {"simplex", "", "the print run is printed on one side: no blank pages", false};
  static const OptionSpec engine = {"pdf-engine", "pandoc|libreoffice",
                                    "what makes PDFs (default: pandoc, with Typst as its typesetter)", false};
  static const OptionSpec standard = {"pdf-standard", "ua-1|a-2a",
                                      "for every reader, screen readers too (ua-1, the default), or for the archive",
                                      false};
  static const std::vector<Command> all = {
      {"generate",
       "CASES",
       "write the letters that are asked for",
       {policy,
        {"letter", "L", "a letter to write for every case chosen (default: the workbook's Letter column)", true},
        {"due", "", "write what is due on the date, not what the Letter column asks for", false},
        {"case", "ID", "only this case", true},
        {"where", "COND", "only cases of which this is true: \"School is Oak Lane and Complaint status is live\"",
         false},
        sheet,
        {"rows", "A-B", "only these rows of the sheet", false},
        hidden,
        map,
        {"out", "DIR", "where the letters go (default: letters)", false},
        {"format", "docx,odt,pdf", "docx, odt or both (default: the template's own); pdf for PDFs beside them", false},
        print,
        simplex,
        engine,
        standard,
        date,
        school,
        register_file,
        {"dry-run", "", "say what would be written, and write nothing", false},
        {"overwrite", "", "write letters anew that are there already", false},
        {"update", "COPY", "a copy of the workbook that tells what was issued", false},
        {"in-place", "", "tell it in the workbook itself, and keep a backup beside it", false},
        {"report", "FILE.json", "write a report", false},
        {"jobs", "N", "how many letters to work on at once (default: one a processor)", false}},
       1,
       1,
       run_generate},
      {"due",
       "CASES",
       "say what is due for whom, since when, what is late and what comes next",
       {policy,
        {"case", "ID", "only this case", true},
        {"where", "COND", "only cases of which this is true", false},
        sheet,
        {"rows", "A-B", "only these rows of the sheet", false},
        hidden,
        map,
        {"out", "DIR", "where the letters are (default: letters)", false},
        date,
        school,
        register_file,
        {"ics", "FILE", "write deadlines, reviews and due letters as calendar entries", false}},
       1,
       1,
       run_due},
      {"explain",
       "CASES",
       "say why one letter says what it says",
       {policy,
        {"case", "ID", "the case", false},
        {"letter", "L", "the letter", false},
        sheet,
        hidden,
        map,
        date,
        school,
        register_file},
       1,
       1,
       run_explain},
      {"check",
       "[POLICY | TEMPLATE | school.xml] [CASES]",
       "find what is wrong before a letter exists",
       {policy,
        sheet,
        hidden,
        map,
        date,
        school,
        register_file,
        {"annotate", "COPY", "write a copy of the template with what is wrong in it as comments", false},
        {"pdf", "", "say which makers of PDFs and which fonts are on this machine", false}},
       0,
       2,
       run_check},
      {"pdf",
       "LETTER...",
       "make PDFs of finished letters (.docx, .odt)",
       {{"out", "DIR", "where the PDFs go (default: beside each letter)", false}, print, simplex, engine, standard},
       1,
       1000000,
       run_pdf},
      {"columns",
       "CASES",
       "say how each heading of a workbook was understood",
       {policy,
        {"write", "MAP.xml", "keep what was understood as a mapping", false},
        map,
        sheet,
        {"hidden", "", "look at hidden rows too", false},
        {"overwrite", "", "replace a mapping that is there already", false},
        school},
       1,
       1,
       run_columns},
      {"letters",
       "",
       "list the letters of a policy",
       {policy, {"facts", "", "say what each letter needs to know, and where it is used", false}},
       0,
       0,
       run_letters},
      {"policies",
       "[DIR]",
       "list the policies that ship",
       {{"copy", "P", "copy policy P into DIR, to make it your own", false}},
       0,
       1,
       run_policies},
      {"register",
       "list|show|verify|export|forget [CASE] [FILE]",
       "what was issued; whether it is as it was issued; a case forgotten",
       {{"case", "ID", "the case to list, show or forget", false},
        {"head", "HEX", "verify: a head of the chain that an earlier run printed", false},
        {"out", "FILE.csv", "export: where the table goes (default: it is printed)", false},
        register_file,
        school},
       1,
       3,
       run_register},
  };
  return all;
}

}  // namespace caseletters::cli

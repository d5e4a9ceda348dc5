// The conformance tool: one process answers many inputs, NDJSON on standard input, NDJSON on standard output.
using Regrant.Conformance.Client;
using Regrant.Conformance.Facts;
using Regrant.Conformance.Order;
using Regrant.Conformance.PowerShell;
using Regrant.Conformance.Reading;
using Regrant.Conformance.Rows;
using Regrant.Conformance.Same;
using Regrant.Conformance.Schema;
using Regrant.Conformance.Sqlcmd;

namespace Regrant.Conformance;

internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["parse"]:
                Ndjson.Answer<ScriptInput, ParseAnswer>(ParseCommand.Answer);
                return 0;
            case ["facts"]:
                Ndjson.Answer<ScriptInput, FactsAnswer>(FactsCommand.Answer);
                return 0;
            case ["client"]:
                Ndjson.Answer<ClientInput, ClientAnswer>(ClientCommand.Answer);
                return 0;
            case ["powershell"]:
                Ndjson.Answer<PowerShellInput, PowerShellAnswer>(PowerShellCommand.Answer);
                return 0;
            case ["rows"]:
                Ndjson.Answers<SchemaInput>(RowsCommand.Answer);
                return 0;
            case ["same"]:
                Ndjson.Answers<SameInput>(SameCommand.Answer);
                return 0;
            case ["order"]:
                Ndjson.Answer<SchemaInput, OrderAnswer>(OrderCommand.Answer);
                return 0;
            case ["sqlcmd-odbc", .. var words]:
                return SqlcmdCommand.Run(Edition.Odbc, words);
            case ["sqlcmd-go", .. var words]:
                return SqlcmdCommand.Run(Edition.Go, words);
            default:
                Console.Error.WriteLine("usage: regrant-conformance parse|facts|client|powershell|rows|same|order < inputs.ndjson, or sqlcmd-odbc|sqlcmd-go with sqlcmd's options");
                return 2;
        }
    }
}

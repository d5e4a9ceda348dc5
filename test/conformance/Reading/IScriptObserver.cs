using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Folding;

namespace Regrant.Conformance.Reading;

/// <summary>Is told of every statement in the order in which the script has them, texts inside texts included.</summary>
internal interface IScriptObserver
{
    void Statement(TSqlStatement statement, Place place, Folder folder);
}

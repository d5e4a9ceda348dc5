namespace Regrant.Conformance.Client;

/// <summary>An error or message as the client got it; class is the severity.</summary>
internal sealed record ServerError(int Number, int Class, int State, int Line, string Message);

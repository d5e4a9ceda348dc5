using Regrant.Conformance.Reading;

namespace Regrant.Conformance;

/// <summary>One version's parser on one script: how many texts inside were read, what failed, what was not known.</summary>
internal sealed record VersionAnswer(int Version, int Texts, IReadOnlyList<Problem> Errors, IReadOnlyList<Unresolved> Unresolved);

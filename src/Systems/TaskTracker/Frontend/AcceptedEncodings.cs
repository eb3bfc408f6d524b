using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Tracker.Systems.TaskTracker.Frontend;

/// <summary>The encodings that a client accepts (RFC 9110 §12.5.3).</summary>
internal sealed class AcceptedEncodings
{
    public const string Identity = "identity";

    // Unnamed, it is accepted, but anything named is preferred.
    private const double LeastQuality = 0.0001;
    private readonly IList<StringWithQualityHeaderValue> accepted;

    public AcceptedEncodings(StringValues header) =>
        accepted = StringWithQualityHeaderValue.TryParseList(header, out var parsed) ? parsed : [];

    /// <summary>
    /// The form with the highest quality; of several the first. The last one is not encoded: it is the answer when nothing is accepted.
    /// </summary>
    public T Best<T>(IReadOnlyList<T> forms, Func<T, string> encodingOf)
    {
        var best = forms.MaxBy(form => QualityOf(encodingOf(form)))!;
        return QualityOf(encodingOf(best)) > 0 ? best : forms[^1];
    }

    private double QualityOf(string encoding)
    {
        foreach (var name in new[] { encoding, "*" })
        {
            foreach (var value in accepted)
            {
                if (value.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return value.Quality ?? 1;
                }
            }
        }

        return encoding == Identity ? LeastQuality : 0;
    }
}

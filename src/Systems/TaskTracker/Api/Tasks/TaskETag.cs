using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

/// <summary>
/// The entity tag of a task (RFC 9110 §8.8.3): its version in quotes. It is strong, because every change of the task or its attachments
/// raises the version.
/// </summary>
internal static class TaskETag
{
    /// <summary>The message about a malformed header.</summary>
    public const string Malformed = "must be * or entity tags such as \"1\"";

    public static RequestHeader IfMatch { get; } = new(
        HeaderNames.IfMatch,
        "The `ETag` of the task as the client knows it: `\"` + `version` + `\"`, several separated by commas, or `*`. With another version "
        + "of the task the answer is 412 and nothing changes. Weak tags never match.");

    public static RequestHeader IfNoneMatch { get; } = new(
        HeaderNames.IfNoneMatch, "The `ETag` of the client's copy. The answer is 304 without a body while the copy is current.");

    /// <summary>Sets the header of a response with one task.</summary>
    public static void Send(HttpContext context, TaskItem task) => context.Response.Headers.ETag = Of(task).ToString();

    /// <summary>Reads <c>If-Match</c>.</summary>
    /// <returns>The versions that match; null for any: the header is absent, or <c>*</c>.</returns>
    public static IReadOnlyCollection<long>? ReadIfMatch(HttpContext context, FaultList faults)
    {
        var given = context.Request.Headers.IfMatch;
        if (given.Count == 0)
        {
            return null;
        }

        if (!TryParse(given, out var versions))
        {
            faults.Add("header", HeaderNames.IfMatch, Malformed, "value_error");
        }

        return versions;
    }

    /// <summary>Whether the client's copy of the task is current by <c>If-None-Match</c>. A malformed header is ignored.</summary>
    public static bool IsCurrent(HttpContext context, TaskItem task) =>
        EntityTagHeaderValue.TryParseStrictList(context.Request.Headers.IfNoneMatch, out var tags)
        && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(Of(task), useStrongComparison: false));

    /// <param name="header">The lines of the header.</param>
    /// <param name="versions">The versions that match; null for any.</param>
    /// <returns>False when the header is neither <c>*</c> nor a list of entity tags.</returns>
    public static bool TryParse(StringValues header, out IReadOnlyCollection<long>? versions)
    {
        versions = null;
        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags) || tags.Count == 0)
        {
            return false;
        }

        if (tags.Contains(EntityTagHeaderValue.Any))
        {
            return tags.Count == 1;
        }

        versions = [.. tags.Where(tag => !tag.IsWeak).Select(VersionOf).OfType<long>()];
        return true;
    }

    private static EntityTagHeaderValue Of(TaskItem task) => new(string.Create(CultureInfo.InvariantCulture, $"\"{task.Version}\""));

    // Another tag than those of this service matches nothing.
    private static long? VersionOf(EntityTagHeaderValue tag)
    {
        var text = tag.Tag.AsSpan()[1..^1];
        return text is not ['0', ..] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
    }
}

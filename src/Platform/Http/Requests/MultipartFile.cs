using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Tracker.Platform.Http.Errors;

namespace Tracker.Platform.Http.Requests;

/// <summary>The one file of a <c>multipart/form-data</c> body, read straight from the connection: it is nowhere in memory. Its content ends
/// only when the rest of the body was read and holds no second part of its name, so that a store that keeps what it read to the end keeps
/// nothing of a body that is refused.</summary>
/// <param name="FileName">Its name as the client wrote it, which may be anything.</param>
/// <param name="ContentType">Its type as the client wrote it, which may be anything; null when it wrote none.</param>
/// <param name="Content">Its bytes, to be read once.</param>
public sealed record MultipartFile(string FileName, string? ContentType, Stream Content)
{
    private const int BufferSize = 64 * 1024;
    private const int MaxBoundaryLength = 70;

    /// <summary>Reads up to the beginning of the file. A second part of that name later in the body is added to <paramref name="faults"/>
    /// when the content is read to its end, and reading then throws <see cref="BadHttpRequestException"/>.</summary>
    /// <param name="context">The request, whose body was not touched yet.</param>
    /// <param name="field">The form field that has the file; other fields before it are skipped.</param>
    /// <param name="faults">Gets what is wrong with the body.</param>
    /// <returns>The file, or null when something is wrong.</returns>
    /// <exception cref="BadHttpRequestException">The body is larger than the endpoint allows (413).</exception>
    public static async Task<MultipartFile?> FindAsync(HttpContext context, string field, FaultList faults)
    {
        if (Boundary(context.Request) is not { } boundary)
        {
            faults.Add("body", "", "the Content-Type needs a boundary of 1 to 70 characters", "value_error");
            return null;
        }

        try
        {
            var reader = new MultipartReader(boundary, context.Request.Body, BufferSize);
            while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
            {
                if (section.GetContentDispositionHeader() is not { } disposition || !IsNamed(disposition, field))
                {
                    continue;
                }

                if (!disposition.IsFileDisposition())
                {
                    break;
                }

                var content = new MultipartContent(section.Body, ct => CheckRestAsync(reader, field, faults, ct));
                return new MultipartFile(NameIn(disposition), section.ContentType, content);
            }

            faults.Add("body", field, "a file is required", "missing");
        }
        catch (Exception e) when (MultipartContent.IsMalformed(e))
        {
            faults.Add("body", "", "is not valid multipart/form-data", "value_error");
        }

        return null;
    }

    /// <summary>Whether the body says it is a form with files; any other gets <see cref="Problem"/> 415.</summary>
    public static bool IsMultipart(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= MaxBoundaryLength } boundary
            ? boundary.ToString()
            : null;

    private static async Task CheckRestAsync(MultipartReader reader, string field, FaultList faults, CancellationToken ct)
    {
        while (await reader.ReadNextSectionAsync(ct) is { } section)
        {
            if (section.GetContentDispositionHeader() is { } disposition && IsNamed(disposition, field))
            {
                faults.Add("body", field, "must be the only part of this name", "value_error");
                throw new BadHttpRequestException($"The body has more than one part named {field}.");
            }
        }
    }

    private static bool IsNamed(ContentDispositionHeaderValue disposition, string field) =>
        HeaderUtilities.RemoveQuotes(disposition.Name).Equals(field, StringComparison.Ordinal);

    private static string NameIn(ContentDispositionHeaderValue disposition)
    {
        if (disposition.FileNameStar is { Length: > 0 } extended)
        {
            return extended.ToString();
        }

        // Browsers write a quote as %22, others as \"; other backslashes are those of a path that somebody did not cut off.
        return HeaderUtilities.RemoveQuotes(disposition.FileName).ToString()
            .Replace("%22", "\"", StringComparison.Ordinal)
            .Replace("%0D", "\r", StringComparison.Ordinal)
            .Replace("%0A", "\n", StringComparison.Ordinal)
            .Replace("\\\"", "\"", StringComparison.Ordinal);
    }
}

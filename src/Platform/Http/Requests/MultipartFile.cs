using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Tracker.Platform.Http.Requests;

/// <summary>
/// The single file of a <c>multipart/form-data</c> body, streamed from the connection without a copy in memory. The content ends only
/// after the rest of the body was read and has no second part of the same name: a store that keeps a file only once it read the end
/// keeps nothing of a rejected body.
/// </summary>
/// <param name="FileName">The client's value, not validated.</param>
/// <param name="ContentType">The client's value, not validated; null when it sent none.</param>
/// <param name="Content">Can be read once.</param>
public sealed record MultipartFile(string FileName, string? ContentType, Stream Content)
{
    private const int BufferSize = 64 * 1024;
    private const int MaxBoundaryLength = 70;

    /// <summary>
    /// Reads up to the start of the file. If the body has a second part of the same name, reading the content to its end adds a fault and
    /// throws <see cref="BadHttpRequestException"/>.
    /// </summary>
    /// <param name="context">A request whose body was not read yet.</param>
    /// <param name="field">The form field of the file. Fields before it are skipped.</param>
    /// <param name="faults">Gets the faults of the body.</param>
    /// <returns>Null when the body has a fault.</returns>
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

    public static bool IsMultipart(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= MaxBoundaryLength } boundary
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

        // Browsers write a quote as %22, other clients as \". Other backslashes belong to a path that the client did not remove.
        return HeaderUtilities.RemoveQuotes(disposition.FileName).ToString()
            .Replace("%22", "\"", StringComparison.Ordinal)
            .Replace("%0D", "\r", StringComparison.Ordinal)
            .Replace("%0A", "\n", StringComparison.Ordinal)
            .Replace("\\\"", "\"", StringComparison.Ordinal);
    }
}

using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Tracker.Systems.TaskTracker.Frontend;

/// <summary>A file of the build, with the compressed forms that the build made beside it.</summary>
internal sealed class BuiltFile
{
    /// <summary>Names of files in this folder change with their content.</summary>
    public const string Assets = "/assets";

    private const string Forever = "public, max-age=31536000, immutable";
    private static readonly FileExtensionContentTypeProvider Types = new();

    // The smaller one first.
    private static readonly (string Extension, string Encoding)[] Compressions = [(".br", "br"), (".gz", "gzip")];

    private readonly IReadOnlyList<Form> forms;
    private readonly string contentType;
    private readonly bool isForever;

    private BuiltFile(string path, IReadOnlyList<Form> forms)
    {
        this.forms = forms;
        contentType = TypeOf(path);
        isForever = path.StartsWith(Assets + "/", StringComparison.Ordinal);
    }

    /// <param name="path">Its path on the server.</param>
    /// <param name="file">Its path on the disk.</param>
    public static BuiltFile Read(string path, string file)
    {
        var content = File.ReadAllBytes(file);
        // Each form has its own strong validator (RFC 9110 §8.8.3.3).
        var hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16));
        return new BuiltFile(path,
        [
            .. from compression in Compressions
               let compressed = file + compression.Extension
               where File.Exists(compressed)
               select new Form(compression.Encoding, File.ReadAllBytes(compressed), $"\"{hash}-{compression.Encoding}\""),
            new Form(AcceptedEncodings.Identity, content, $"\"{hash}\""),
        ]);
    }

    /// <summary>The file is the compressed form of another one.</summary>
    public static bool IsCompressed(string file) =>
        Array.Exists(Compressions, compression => Path.GetExtension(file) == compression.Extension)
        && File.Exists(Path.ChangeExtension(file, null));

    public Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var form = forms[0];
        if (forms.Count > 1)
        {
            form = new AcceptedEncodings(request.Headers.AcceptEncoding).Best(forms, each => each.Encoding);
            response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        }

        response.Headers.ETag = form.Tag;
        if (isForever)
        {
            response.Headers.CacheControl = Forever;
        }

        if (IsStored(request.Headers.IfNoneMatch, form.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        if (form.Encoding != AcceptedEncodings.Identity)
        {
            response.Headers.ContentEncoding = form.Encoding;
        }

        response.ContentType = contentType;
        response.ContentLength = form.Content.Length;
        return response.Body.WriteAsync(form.Content, context.RequestAborted).AsTask();
    }

    private static bool IsStored(StringValues ifNoneMatch, string tag) =>
        ifNoneMatch.Count > 0
        && EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags)
        && tags.Any(each => each.Tag == "*" || each.Tag == tag);

    private static string TypeOf(string path)
    {
        var type = Types.TryGetContentType(path, out var known) ? known : "application/octet-stream";
        return type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("json", StringComparison.Ordinal)
            ? type + "; charset=utf-8"
            : type;
    }

    private sealed record Form(string Encoding, byte[] Content, string Tag);
}

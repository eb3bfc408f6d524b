using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.TaskTracker.Frontend;

/// <summary>
/// The files of the built web application, about 2 MB, in memory: a new build beside a running service changes nothing, and a path is only
/// looked up, so that none leads out of the folder.
/// </summary>
internal sealed class BuiltFrontend
{
    private const string IndexFile = "index.html";

    // A page would hide that there is no such file or check.
    private static readonly PathString[] WithoutPages = [BuiltFile.Assets, "/health"];

    private readonly FrozenDictionary<string, BuiltFile> files;
    private readonly IndexPage index;

    private BuiltFrontend(FrozenDictionary<string, BuiltFile> files, IndexPage index) => (this.files, this.index) = (files, index);

    /// <summary>Returns why a folder cannot be served, or null.</summary>
    public static string? FaultOf(string folder) => File.Exists(Path.Combine(folder, IndexFile))
        ? null
        : $"{FrontendOptions.FolderVariable}: there is no built front end in {Path.GetFullPath(folder)}";

    public static BuiltFrontend Load(string folder)
    {
        var paths = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !BuiltFile.IsCompressed(file))
            .ToDictionary(file => "/" + Path.GetRelativePath(folder, file));
        var index = paths["/" + IndexFile];
        paths.Remove("/" + IndexFile);
        return new BuiltFrontend(
            paths.ToFrozenDictionary(file => file.Key, file => BuiltFile.Read(file.Key, file.Value), StringComparer.Ordinal),
            new IndexPage(File.ReadAllText(index)));
    }

    /// <summary>Answers with a file, with the page where the application shows what the path names, or with 404.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-cache";
        var path = context.Request.Path;
        return files.TryGetValue(path.Value!, out var file) ? file.AnswerAsync(context)
            : path == "/" || path == "/" + IndexFile || IsPage(path, context.Request.Headers.Accept) ? index.AnswerAsync(context)
            : Problems.RouteNotFound.ExecuteAsync(context);
    }

    // Browsers name text/html when they ask for a page. They ask for scripts and pictures with */*, as curl asks for anything.
    private static bool IsPage(PathString path, StringValues accept)
    {
        if (Array.Exists(WithoutPages, folder => path.StartsWithSegments(folder, StringComparison.Ordinal)))
        {
            return false;
        }

        var types = MediaTypeHeaderValue.TryParseList(accept, out var parsed) ? parsed.Where(type => type.Quality is not 0).ToList() : [];
        return types.Exists(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))
            || (!Path.GetFileName(path.Value!).Contains('.')
                && (StringValues.IsNullOrEmpty(accept) || types.Exists(type => type.MatchesAllTypes)));
    }
}

using System.Reflection;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;

namespace Tracker.Modules.Notifications.Templates;

/// <summary>
/// The Handlebars templates of a folder, embedded in an assembly and compiled once. A file is named <c>name.kind.hbs</c>, for example
/// <c>order-created.html.hbs</c>. Only the kind <c>html</c> escapes its values. Templates include others of their kind by name:
/// <c>{{&gt; items}}</c>. A member that the model lacks is an error. Rendering is thread-safe.
/// </summary>
public sealed class TemplateFolder
{
    private const string Extension = ".hbs";

    private readonly Dictionary<string, HandlebarsTemplate<object, object>> templates;

    private TemplateFolder(Dictionary<string, HandlebarsTemplate<object, object>> templates) => this.templates = templates;

    /// <param name="folder">The path within the assembly's project, with dots instead of slashes.</param>
    /// <exception cref="InvalidOperationException">The folder has no templates.</exception>
    public static TemplateFolder Embedded(Assembly assembly, string folder)
    {
        var place = $".{folder}.";
        var sources = assembly.GetManifestResourceNames()
            .Where(resource => resource.Contains(place, StringComparison.Ordinal))
            .Where(resource => resource.EndsWith(Extension, StringComparison.Ordinal))
            .ToDictionary(resource => FileIn(place, resource), resource => Read(assembly, resource));
        if (sources.Count == 0)
        {
            throw new InvalidOperationException($"{assembly.GetName().Name} has no templates in {folder}");
        }

        return new TemplateFolder(
            sources.GroupBy(source => Path.GetExtension(source.Key)).SelectMany(kind => Compile(kind.Key, [.. kind])).ToDictionary());
    }

    /// <param name="template">The name and kind, for example <c>order-created.html</c>.</param>
    /// <param name="model">The template uses its public properties.</param>
    /// <exception cref="HandlebarsUndefinedBindingException">The model lacks a member that the template uses.</exception>
    /// <exception cref="HandlebarsRuntimeException">The same within an included template, as the inner exception.</exception>
    public string Render(string template, object model) => templates[template](model);

    private static IEnumerable<KeyValuePair<string, HandlebarsTemplate<object, object>>> Compile(
        string kind, List<KeyValuePair<string, string>> sources)
    {
        var handlebars = Handlebars.Create(
            new HandlebarsConfiguration { NoEscape = kind != ".html", ThrowOnUnresolvedBindingExpression = true });
        foreach (var (file, source) in sources)
        {
            handlebars.RegisterTemplate(Path.GetFileNameWithoutExtension(file), source);
        }

        return sources.Select(source => KeyValuePair.Create(source.Key, handlebars.Compile(source.Value)));
    }

    private static string FileIn(string place, string resource) =>
        resource[(resource.IndexOf(place, StringComparison.Ordinal) + place.Length)..^Extension.Length];

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}

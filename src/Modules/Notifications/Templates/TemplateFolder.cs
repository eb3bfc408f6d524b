using System.Reflection;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;

namespace Tracker.Modules.Notifications.Templates;

/// <summary>
/// The Handlebars templates of one folder, embedded in an assembly and compiled once. A file is named <c>name.kind.hbs</c>, for example
/// <c>order-created.html.hbs</c>: <c>html</c> is escaped, every other kind is text and stays as it is. Templates include others of their own kind by name:
/// <c>{{&gt; items}}</c>. A member that the model does not have is an error. Rendering is safe from any number of threads.
/// </summary>
public sealed class TemplateFolder
{
    private const string Extension = ".hbs";

    private readonly Dictionary<string, HandlebarsTemplate<object, object>> templates;

    private TemplateFolder(Dictionary<string, HandlebarsTemplate<object, object>> templates) => this.templates = templates;

    /// <summary>Reads and compiles the templates of a folder.</summary>
    /// <param name="assembly">The assembly that has them.</param>
    /// <param name="folder">The folder within the assembly's project, with dots for slashes.</param>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static TemplateFolder Embedded(Assembly assembly, string folder)
    {
        var place = $".{folder}.";
        var sources = assembly.GetManifestResourceNames()
            .Where(resource => resource.Contains(place, StringComparison.Ordinal) && resource.EndsWith(Extension, StringComparison.Ordinal))
            .ToDictionary(resource => FileIn(place, resource), resource => Read(assembly, resource));
        return sources.Count > 0
            ? new TemplateFolder(sources.GroupBy(source => Path.GetExtension(source.Key)).SelectMany(kind => Compile(kind.Key, kind)).ToDictionary())
            : throw new InvalidOperationException($"{assembly.GetName().Name} has no templates in {folder}");
    }

    /// <summary>Fills a template in.</summary>
    /// <param name="template">Name and kind, for example <c>order-created.html</c>.</param>
    /// <param name="model">Its public properties are what the template names.</param>
    /// <exception cref="HandlebarsUndefinedBindingException">The template names something that the model does not have.</exception>
    /// <exception cref="HandlebarsRuntimeException">The same within an included template, as the inner exception.</exception>
    public string Render(string template, object model) => templates[template](model);

    private static IEnumerable<KeyValuePair<string, HandlebarsTemplate<object, object>>> Compile(string kind, IEnumerable<KeyValuePair<string, string>> sources)
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = kind != ".html", ThrowOnUnresolvedBindingExpression = true });
        var all = sources.ToList();
        foreach (var (file, source) in all)
        {
            handlebars.RegisterTemplate(Path.GetFileNameWithoutExtension(file), source);
        }

        return all.Select(source => KeyValuePair.Create(source.Key, handlebars.Compile(source.Value)));
    }

    private static string FileIn(string place, string resource) => resource[(resource.IndexOf(place, StringComparison.Ordinal) + place.Length)..^Extension.Length];

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
